/// The main window: comparisons of the clip that is open, each in a window of its own.
#include "ui/compare_view.h"
#include "ui/main_window.h"
#include "ui/theme.h"

namespace nakawari {

void MainWindow::connect_compare() {
    connect(actions_.compare, &QAction::triggered, this, &MainWindow::open_compare);
}

void MainWindow::open_compare() {
    if (!clip_player_.is_open()) {
        return;
    }
    constexpr QSize usual_size(160 * theme::grid, 100 * theme::grid);
    const Job job = current_job();
    CompareSetup setup;
    setup.source = job.source;
    // The whole clip can be looked at; the range is what is scored.
    setup.source.from.reset();
    setup.source.to.reset();
    setup.from = in_;
    setup.to = out_;
    setup.cuts = job.cuts;
    setup.position = clip_player_.position();
    setup.b = job.model.model;
    CompareWorker::MakeInterpolator make;
    if (services_.make_interpolator) {
        make = [made = services_.make_interpolator, model = job.model](const std::string& id) {
            ModelChoice choice = model;
            choice.model = id;
            return made(choice);
        };
    }
    auto* view = new CompareView(bridge_, setup, this, make);
    view->setWindowFlag(Qt::Window);
    view->setAttribute(Qt::WA_DeleteOnClose);
    view->resize(theme::on_screen(usual_size, *view));
    connect(view, &CompareView::import_requested, actions_.models, &QAction::trigger);
    view->show();
}

void MainWindow::close_comparisons() {
    for (CompareView* view : findChildren<CompareView*>()) {
        view->close();
    }
}

}  // namespace nakawari
