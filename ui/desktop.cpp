/// org.freedesktop.PowerManagement and org.freedesktop.Notifications.
#include "ui/desktop.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

namespace nakawari {
namespace {

constexpr const char* power_service = "org.freedesktop.PowerManagement";
constexpr const char* power_path = "/org/freedesktop/PowerManagement/Inhibit";
constexpr const char* power_interface = "org.freedesktop.PowerManagement.Inhibit";

QDBusMessage power_call(const char* method) {
    return QDBusMessage::createMethodCall(power_service, power_path, power_interface, method);
}

}  // namespace

Desktop::Desktop(QObject* parent) : QObject(parent) {}

Desktop::~Desktop() {
    allow_sleep();
}

void Desktop::inhibit_sleep(const QString& reason) {
    if (is_wanted_) {
        return;
    }
    is_wanted_ = true;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    QDBusMessage call = power_call("Inhibit");
    call << QString("Nakawari") << reason;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(
        watcher,
        &QDBusPendingCallWatcher::finished,
        this,
        [this](QDBusPendingCallWatcher* done) {
            const QDBusPendingReply<uint> reply = *done;
            done->deleteLater();
            if (reply.isError()) {
                return;
            }
            if (is_wanted_ && cookie_ == 0) {
                cookie_ = reply.value();
            } else {
                release(reply.value());  // it was all over before the answer came
            }
        }
    );
}

void Desktop::allow_sleep() {
    is_wanted_ = false;
    if (cookie_ != 0) {
        release(cookie_);
        cookie_ = 0;
    }
}

void Desktop::release(uint cookie) {
    QDBusMessage call = power_call("UnInhibit");
    call << cookie;
    QDBusConnection::sessionBus().send(call);
}

void Desktop::notify(const QString& title, const QString& body) {
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    QDBusMessage call = QDBusMessage::createMethodCall(
        "org.freedesktop.Notifications",
        "/org/freedesktop/Notifications",
        "org.freedesktop.Notifications",
        "Notify"
    );
    constexpr uint replaces_nothing = 0;
    constexpr int usual_time = -1;
    call << QString("Nakawari") << replaces_nothing << QString("org.nakawari.nakawari") << title
         << body << QStringList() << QVariantMap{{"desktop-entry", "org.nakawari.nakawari"}}
         << usual_time;
    bus.send(call);
}

}  // namespace nakawari
