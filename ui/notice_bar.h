/// A line over the picture that says what happened and offers what to do next.
#pragma once

#include <QFrame>
#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace nakawari {

/// Hidden while it has nothing to say. Belongs to the interface thread.
class NoticeBar : public QFrame {
    Q_OBJECT

 public:
    struct Choice {
        QString title;
        std::function<void()> act;
    };

    explicit NoticeBar(QWidget* parent = nullptr);

    void show_notice(const QString& words, const std::vector<Choice>& choices = {});
    void clear();

 private:
    QLabel* words_;
    QHBoxLayout* choices_;
};

}  // namespace nakawari
