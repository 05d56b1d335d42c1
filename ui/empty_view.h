/// What the window shows before a clip is open: where to drop one, and what was open lately.
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace nakawari {

/// Belongs to the interface thread.
class EmptyView : public QWidget {
    Q_OBJECT

 public:
    explicit EmptyView(QWidget* parent = nullptr);

    void set_recent_files(const QStringList& files);
    /// While something is dragged over the window.
    void set_highlighted(bool is_highlighted);

 Q_SIGNALS:
    void open_requested();
    void demo_requested();
    void file_requested(const QString& path);

 protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

 private:
    void retranslate();

    bool is_highlighted_ = false;
    QLabel* sentence_;
    QLabel* formats_;
    QPushButton* open_;
    QPushButton* demo_;
    QLabel* recent_title_;
    QVBoxLayout* recent_;
};

}  // namespace nakawari
