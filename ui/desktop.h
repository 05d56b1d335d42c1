/// What the desktop does for the program: it stays awake while jobs run, and says when they are
/// done.
#pragma once

#include <QObject>
#include <QString>

namespace nakawari {

/// Speaks to the session over D-Bus without waiting for answers; where there is no bus, nothing
/// happens. Belongs to the interface thread.
class Desktop : public QObject {
    Q_OBJECT

 public:
    explicit Desktop(QObject* parent = nullptr);
    ~Desktop() override;

    /// Keeps the computer from falling asleep (not the screen from turning dark).
    void inhibit_sleep(const QString& reason);
    void allow_sleep();
    [[nodiscard]] bool is_inhibiting() const { return is_wanted_; }
    void notify(const QString& title, const QString& body);

 private:
    void release(uint cookie);

    bool is_wanted_ = false;
    uint cookie_ = 0;  ///< 0 = none yet
};

}  // namespace nakawari
