/// A local socket and one JSON array.
#include "ui/single_instance.h"

#include <unistd.h>

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>

namespace nakawari {
namespace {

constexpr int patience_ms = 1000;
constexpr qint64 longest_message = 1 << 20;

}  // namespace

SingleInstance::SingleInstance(const QString& name, QObject* parent)
    : QObject(parent), name_(name) {
    server_.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&server_, &QLocalServer::newConnection, this, &SingleInstance::receive);
}

bool SingleInstance::hand_over(const QStringList& files) const {
    QLocalSocket socket;
    socket.connectToServer(name_, QIODevice::ReadWrite);
    if (!socket.waitForConnected(patience_ms)) {
        return false;
    }
    socket.write(QJsonDocument(QJsonArray::fromStringList(files)).toJson(QJsonDocument::Compact));
    socket.write("\n");
    // Whoever listens answers; a program that hangs does not, and then this one goes on itself.
    return socket.waitForBytesWritten(patience_ms) && socket.waitForReadyRead(patience_ms);
}

bool SingleInstance::listen() {
    if (server_.listen(name_)) {
        return true;
    }
    QLocalServer::removeServer(name_);  // left by a program that crashed
    return server_.listen(name_);
}

void SingleInstance::receive() {
    QLocalSocket* socket = server_.nextPendingConnection();
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
        if (!socket->canReadLine()) {
            if (socket->bytesAvailable() > longest_message) {
                socket->abort();
            }
            return;
        }
        const auto message = QJsonDocument::fromJson(socket->readLine(longest_message));
        QStringList files;
        for (const QJsonValue& value : message.array()) {
            files << value.toString();
        }
        socket->write("ok\n");
        socket->flush();
        Q_EMIT files_received(files);
    });
}

QString standard_instance_name() {
    const QByteArray display =
        qgetenv("WAYLAND_DISPLAY") + "|" + qgetenv("DISPLAY") + "|" + qgetenv("XDG_SESSION_ID");
    const QByteArray hash =
        QCryptographicHash::hash(display, QCryptographicHash::Sha256).toHex().left(12);
    return QString("nakawari-%1-%2").arg(getuid()).arg(QString::fromLatin1(hash));
}

}  // namespace nakawari
