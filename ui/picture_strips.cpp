/// Unpacking and laying out picture strips.
#include "ui/picture_strips.h"

#include <QEvent>
#include <QGridLayout>
#include <QImage>
#include <QVBoxLayout>
#include <algorithm>

#include "core/log.h"
#include "ui/text.h"
#include "ui/theme.h"
#include "ui/training_text.h"

namespace nakawari {
namespace {

std::vector<std::vector<QImage>> unpack(
    const std::vector<PictureStrip>& strips, const std::stop_token& stop
) {
    std::vector<std::vector<QImage>> all;
    for (const PictureStrip& strip : strips) {
        std::vector<QImage> images;
        for (const auto& [method, base64] : strip.pictures) {
            if (stop.stop_requested()) {
                return {};
            }
            images.push_back(
                QImage::fromData(QByteArray::fromBase64(QByteArray::fromStdString(base64)))
            );
        }
        all.push_back(std::move(images));
    }
    return all;
}

QString score_text(const PictureStrip& strip, const std::string& method) {
    for (const auto& [name, decibel] : strip.psnr_db) {
        if (name == method) {
            return decibel_text(decibel);
        }
    }
    return {};
}

}  // namespace

PictureStrips::PictureStrips(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
}

void PictureStrips::set_strips(const std::vector<PictureStrip>& strips) {
    if (strips == strips_) {
        return;
    }
    strips_ = strips;
    pictures_.clear();
    build();
    lane_.request(
        Waiting::dropped,
        [strips](const std::stop_token& stop) { return unpack(strips, stop); },
        [this](std::vector<std::vector<QImage>> images) { show_images(std::move(images)); },
        [](const Error& error) { log::warn(error.what()); }
    );
}

void PictureStrips::build() {
    const std::vector<Picture> before = std::move(pictures_);
    pictures_.clear();
    delete content_;
    content_ = new QWidget(this);
    layout()->addWidget(content_);
    auto* column = new QVBoxLayout(content_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::grid);
    std::size_t index = 0;
    for (const PictureStrip& strip : strips_) {
        auto* title = new QLabel(
            tr("%1, frame %2, at %3")
                .arg(QString::fromStdString(strip.clip))
                .arg(strip.frame)
                .arg(text::time(strip.time_s)),
            content_
        );
        auto* grid = new QGridLayout;
        grid->setSpacing(theme::grid);
        int place = 0;
        for (const auto& [method, base64] : strip.pictures) {
            Picture picture;
            picture.in_row = static_cast<int>(strip.pictures.size());
            picture.label = new QLabel(content_);
            picture.label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
            picture.label->setMinimumWidth(1);
            if (index < before.size()) {
                picture.image = before[index].image;  // another language, the same pictures
            }
            const QString score = score_text(strip, method);
            const QString name = method_name(method);
            const QString caption = score.isEmpty() ? name : tr("%1 · %2").arg(name, score);
            picture.label->setAccessibleName(caption);
            grid->addWidget(new QLabel(caption, content_), 0, place);
            grid->addWidget(picture.label, 1, place);
            grid->setColumnStretch(place, 1);
            pictures_.push_back(picture);
            ++place;
            ++index;
        }
        column->addWidget(title);
        column->addLayout(grid);
        column->addSpacing(theme::grid);
    }
    if (strips_.empty()) {
        column->addWidget(new QLabel(tr("The report holds no pictures."), content_));
    }
    column->addStretch(1);
    scale_pictures();
}

void PictureStrips::show_images(std::vector<std::vector<QImage>> images) {
    std::size_t index = 0;
    for (std::vector<QImage>& row : images) {
        for (QImage& image : row) {
            if (index < pictures_.size()) {
                pictures_[index++].image = std::move(image);
            }
        }
    }
    scale_pictures();
}

void PictureStrips::scale_pictures() {
    for (const Picture& picture : pictures_) {
        if (picture.image.isNull()) {
            continue;
        }
        const int room =
            (width() - theme::grid * (picture.in_row - 1)) / std::max(1, picture.in_row);
        const double ratio = devicePixelRatioF();
        // Never enlarged: interpolation would hide what is to be seen.
        const int device_width =
            std::min(picture.image.width(), static_cast<int>(std::max(room, 1) * ratio));
        QPixmap pixmap =
            QPixmap::fromImage(picture.image.scaledToWidth(device_width, Qt::SmoothTransformation));
        pixmap.setDevicePixelRatio(ratio);
        picture.label->setPixmap(pixmap);
    }
}

void PictureStrips::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    scale_pictures();
}

void PictureStrips::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        build();
    }
}

}  // namespace nakawari
