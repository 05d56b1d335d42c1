/// What the window's tests share: a main window over its own folders, with fake models and clips.
#pragma once

#include <QApplication>
#include <QDialog>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>
#include <memory>

#include "support/fake_interpolator.h"
#include "support/synthetic_video.h"
#include "ui/main_window.h"

namespace nakawari::test {

/// Settings, queue, presets and models of its own; nothing of the person's is touched.
class WindowFixture {
 public:
    WindowFixture() {
        const std::filesystem::path root = clips.folder().toStdString();
        services.settings_file = clips.folder() + "/settings.ini";
        services.queue_file = root / "queue.json";
        services.model_folders = {root / "models"};
        services.preset_folders = {
            root / "presets", std::filesystem::path(NK_TEST_DATA) / "../resources/presets"};
        services.make_interpolator = [](const ModelChoice&) {
            return std::make_unique<FakeInterpolator>(FakeOptions{});
        };
    }

    [[nodiscard]] std::unique_ptr<MainWindow> make_window() const {
        auto window = std::make_unique<MainWindow>(services);
        window->set_language("en");
        window->show();
        return window;
    }

    SyntheticVideo clips;
    WindowServices services;
};

/// Opens a clip and waits for its first picture.
inline bool open(MainWindow& window, const std::string& path) {
    QSignalSpy shown(&window.player(), &Player::picture_changed);
    window.open_files({QString::fromStdString(path)});
    return QTest::qWaitFor([&] { return window.player().is_open() && shown.count() > 0; });
}

/// The visible dialog of a type; null if none comes.
template <typename Dialog>
Dialog* wait_for_dialog(QWidget& window) {
    Dialog* found = nullptr;
    (void)QTest::qWaitFor([&] {
        for (Dialog* dialog : window.findChildren<Dialog*>()) {
            if (dialog->isVisible()) {
                found = dialog;
            }
        }
        return found != nullptr;
    });
    return found;
}

}  // namespace nakawari::test
