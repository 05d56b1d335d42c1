/// A second start opens its files in the window that is there.
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QStringList>

namespace nakawari {

/// Belongs to the thread that made it. One socket per person and session.
class SingleInstance : public QObject {
    Q_OBJECT

 public:
    explicit SingleInstance(const QString& name, QObject* parent = nullptr);

    /// Hands the files (absolute paths) to the program that listens; false if none does.
    [[nodiscard]] bool hand_over(const QStringList& files) const;
    /// From now on this program is the one.
    bool listen();

 Q_SIGNALS:
    /// Another start handed these over; none means: come to the front.
    void files_received(const QStringList& files);

 private:
    void receive();

    QString name_;
    QLocalServer server_;
};

/// For the person and the display at hand.
[[nodiscard]] QString standard_instance_name();

}  // namespace nakawari
