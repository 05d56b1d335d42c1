/// The worst held-out frames, every method's picture side by side.
#pragma once

#include <QLabel>
#include <QWidget>
#include <vector>

#include "report/poc_report.h"
#include "ui/task_lane.h"

namespace nakawari {

/// A column of strips; pictures are unpacked on a worker and scaled to the width there is.
/// Interface thread only.
class PictureStrips : public QWidget {
    Q_OBJECT

 public:
    explicit PictureStrips(QWidget* parent);

    void set_strips(const std::vector<PictureStrip>& strips);

 protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

 private:
    struct Picture {
        QImage image;
        QLabel* label = nullptr;
        int in_row = 1;
    };

    void build();
    void show_images(std::vector<std::vector<QImage>> images);
    void scale_pictures();

    std::vector<PictureStrip> strips_;
    std::vector<Picture> pictures_;
    QWidget* content_ = nullptr;
    TaskLane lane_{QStringLiteral("pictures")};
};

}  // namespace nakawari
