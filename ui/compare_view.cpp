/// Widgets of the compare view and what connects them to the session.
#include "ui/compare_view.h"

#include <QClipboard>
#include <QEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/compare_bar.h"
#include "ui/compare_canvas.h"
#include "ui/compare_navigation.h"
#include "ui/compare_text.h"
#include "ui/engine_bridge.h"
#include "ui/text.h"
#include "ui/theme.h"

namespace nakawari {
namespace {

constexpr int score_refresh_ms = 150;
constexpr double zoom_step = 1.25;
constexpr int canvas_height = 520;
constexpr int graph_height = 210;
const char* const usual_student = "mini-flow";
const char* const usual_teacher = "teacher";
const char* const usual_method = "flow";

/// Of an upright picture: what a row is to a column.
double upright_aspect(const VideoInfo& video) {
    const double aspect = video.sample_aspect.to_double();
    const bool is_turned = video.rotation_degrees % 180 != 0;
    return is_turned && aspect > 0 ? 1 / aspect : aspect;
}

}  // namespace

CompareView::CompareView(
    EngineBridge& bridge,
    CompareSetup setup,
    QWidget* parent,
    CompareWorker::MakeInterpolator make_interpolator
)
    : QWidget(parent),
      bridge_(bridge),
      setup_(std::move(setup)),
      make_interpolator_(std::move(make_interpolator)),
      actions_(new CompareActions(this)) {
    build();
    connect_actions();
    connect_widgets();
    connect_saving();
    score_refresh_.setSingleShot(true);
    score_refresh_.setInterval(score_refresh_ms);
    connect(&score_refresh_, &QTimer::timeout, this, &CompareView::refresh_scores);
    connect(&bridge_, &EngineBridge::models_changed, this, &CompareView::reload_models);
    connect(&bridge_, &EngineBridge::inference_changed, this, &CompareView::reload_models);
    connect(&bridge_, &EngineBridge::compare_cache_changed, this, [this] {
        if (session_) {
            session_->set_capacity_bytes(bridge_.compare_cache_bytes());
        }
    });
    show_page();
    reload_models();
}

CompareView::~CompareView() = default;

void CompareView::build() {
    bar_ = new CompareBar(*actions_);
    canvas_ = new CompareCanvas;
    navigation_ = new CompareNavigation(*actions_);
    graph_ = new ScoreGraph;
    message_ = new QLabel;
    message_->setAlignment(Qt::AlignCenter);
    message_->setWordWrap(true);
    auto* lower = new QWidget;
    auto* lower_layout = new QVBoxLayout(lower);
    lower_layout->setContentsMargins(0, theme::grid / 2, 0, 0);
    lower_layout->setSpacing(theme::grid / 2);
    lower_layout->addWidget(navigation_);
    lower_layout->addWidget(graph_, 1);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(canvas_);
    splitter->addWidget(lower);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setCollapsible(0, false);
    splitter->setSizes({canvas_height, graph_height});
    auto* content = new QWidget;
    auto* content_layout = new QVBoxLayout(content);
    content_layout->setContentsMargins(0, 0, 0, 0);
    content_layout->setSpacing(theme::grid);
    content_layout->addWidget(bar_);
    content_layout->addWidget(splitter, 1);
    pages_ = new QStackedWidget;
    pages_->addWidget(message_);
    pages_->addWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::grid, theme::grid, theme::grid, theme::grid);
    layout->addWidget(pages_);
}

void CompareView::connect_actions() {
    for (std::size_t i = 0; i < actions_->mode.size(); ++i) {
        const auto mode = static_cast<CompareMode>(i + 1);
        connect(actions_->mode[i], &QAction::triggered, this, [this, mode] {
            edit([mode](CompareState& state) { state.mode = mode; });
        });
    }
    connect(actions_->toggle, &QAction::triggered, this, [this] {
        edit([](CompareState& state) {
            // From another view, the first press goes there; then each changes sides.
            const bool was_there = state.mode == CompareMode::toggle;
            const bool to_b = was_there && state.shown == CompareSlot::a;
            state.mode = CompareMode::toggle;
            state.shown = to_b ? CompareSlot::b : CompareSlot::a;
        });
    });
    connect(actions_->swap, &QAction::triggered, this, [this] {
        edit([](CompareState& state) { std::swap(state.a, state.b); });
    });
    const auto step = [this](int count) {
        if (session_) {
            session_->step(count);
        }
    };
    connect(actions_->previous, &QAction::triggered, this, [step] { step(-1); });
    connect(actions_->next, &QAction::triggered, this, [step] { step(1); });
    connect(actions_->worst, &QAction::triggered, this, &CompareView::go_to_worst);
    connect(actions_->copy_time, &QAction::triggered, this, [this] {
        if (session_ && session_->state().point) {
            const QString time = text::time(session_->state().point->pts);
            QGuiApplication::clipboard()->setText(time);
            navigation_->set_status(tr("%1 was copied.").arg(time));
        }
    });
    connect(actions_->range_start, &QAction::triggered, this, [this] { set_range_end(true); });
    connect(actions_->range_end, &QAction::triggered, this, [this] { set_range_end(false); });
    connect(actions_->fit, &QAction::triggered, canvas_, &CompareCanvas::fit);
    connect(actions_->actual_size, &QAction::triggered, canvas_, &CompareCanvas::show_actual_size);
    connect(actions_->zoom_in, &QAction::triggered, this, [this] { canvas_->zoom_by(zoom_step); });
    connect(actions_->zoom_out, &QAction::triggered, this, [this] {
        canvas_->zoom_by(1 / zoom_step);
    });
    connect(actions_->linked, &QAction::toggled, this, [this](bool is_linked) {
        canvas_->set_linking(is_linked ? Linking::linked : Linking::separate);
    });
    connect(actions_->nearest, &QAction::toggled, this, [this](bool is_nearest) {
        canvas_->set_sampling(is_nearest ? Sampling::nearest : Sampling::smooth);
    });
    connect(actions_->overlay, &QAction::toggled, this, [this](bool is_shown) {
        canvas_->set_overlay(is_shown ? Overlay::shown : Overlay::hidden);
    });
    canvas_->set_sampling(Sampling::smooth);
    connect(actions_->close, &QAction::triggered, this, &QWidget::close);
    connect(actions_->save, &QAction::triggered, bar_, &CompareBar::open_save_menu);
}

void CompareView::connect_widgets() {
    connect(bar_, &CompareBar::state_chosen, this, &CompareView::set_state);
    connect(bar_, &CompareBar::import_requested, this, &CompareView::import_requested);
    connect(canvas_, &CompareCanvas::wipe_moved, this, [this](double share) {
        edit([share](CompareState& state) { state.wipe = share; });
    });
    connect(navigation_, &CompareNavigation::time_chosen, this, &CompareView::go_to);
    connect(navigation_, &CompareNavigation::time_refused, this, [this] {
        navigation_->set_status(tr("That is no time: write seconds, or 1:02.5."));
    });
    connect(graph_, &ScoreGraph::time_chosen, this, [this](double seconds) {
        constexpr int64_t per_second = 1000000;
        go_to(Rational(static_cast<int64_t>(seconds * per_second), per_second));
    });
    connect(graph_, &ScoreGraph::frame_chosen, this, [this](qint64 number) {
        if (session_) {
            session_->go_to_number(number);
        }
    });
    connect(graph_, &ScoreGraph::start_requested, this, [this] {
        if (session_) {
            session_->start_scoring();
        }
    });
    connect(graph_, &ScoreGraph::stop_requested, this, [this] {
        if (session_) {
            session_->stop_scoring();
        }
    });
}

void CompareView::reload_models() {
    if (bridge_.entries().empty()) {
        return;  // models_changed() comes
    }
    bar_->set_teacher_installed(has_model(usual_teacher));
    reload_titles();
    if (session_) {
        session_->reload_models(interpolators());
    } else {
        start();
    }
}

void CompareView::reload_titles() {
    std::vector<CompareBar::Model> models{{source_id, title_of(source_id)}};
    for (const ModelEntry& entry : bridge_.entries()) {
        models.emplace_back(entry.card.id, title_of(entry.card.id));
    }
    bar_->set_models(models);
}

void CompareView::start() {
    if (setup_.a.empty()) {
        setup_.a = has_model(usual_teacher) ? usual_teacher : usual_method;
    }
    if (setup_.b.empty()) {
        setup_.b = has_model(usual_student) ? usual_student : "blend";
    }
    session_ = std::make_unique<CompareSession>(
        setup_, interpolators(), [this](const std::string& model) { return title_of(model); }
    );
    session_->set_capacity_bytes(bridge_.compare_cache_bytes());
    connect_session();
    refresh();
    refresh_scores();
}

void CompareView::connect_session() {
    CompareSession* session = session_.get();
    connect(session, &CompareSession::opened, this, [this] {
        canvas_->set_sample_aspect(
            session_->clip().info.video ? upright_aspect(*session_->clip().info.video) : 1
        );
        graph_->set_ready(true);
        refresh_scores();
        show_page();
        canvas_->visible_panes().front()->setFocus();
    });
    connect(session, &CompareSession::failed, this, &CompareView::show_page);
    connect(session, &CompareSession::changed, this, &CompareView::refresh);
    connect(session, &CompareSession::scores_changed, this, [this] {
        if (!score_refresh_.isActive()) {
            score_refresh_.start();
        }
    });
    connect(session, &CompareSession::range_advanced, graph_, &ScoreGraph::set_progress);
    connect(session, &CompareSession::range_failed, this, [this](const QString& sentence) {
        graph_->set_progress(0, 0);
        navigation_->set_status(sentence);
    });
}

CompareWorker::MakeInterpolator CompareView::interpolators() const {
    if (make_interpolator_) {
        return make_interpolator_;
    }
    return [registry = bridge_.registry(),
            choice = bridge_.choice_for(QString())](const std::string& id) {
        ModelChoice chosen = choice;
        chosen.model = id;
        return make_any_interpolator(*registry, inference_options(chosen));
    };
}

QString CompareView::title_of(const std::string& model) const {
    return model == source_id ? tr("Source") : bridge_.title(QString::fromStdString(model));
}

bool CompareView::has_model(const std::string& id) const {
    const std::vector<ModelEntry>& entries = bridge_.entries();
    return std::any_of(entries.begin(), entries.end(), [&](const ModelEntry& entry) {
        return entry.card.id == id;
    });
}

void CompareView::go_to(const Rational& seconds) {
    if (session_) {
        session_->go_to(seconds);
    }
}

void CompareView::set_state(const CompareState& state) {
    if (session_) {
        session_->set_state(state);
    }
}

void CompareView::edit(const std::function<void(CompareState&)>& change) {
    if (session_) {
        CompareState state = session_->state();
        change(state);
        session_->set_state(state);
    }
}

void CompareView::refresh() {
    const CompareState& state = session_->state();
    bar_->set_state(state);
    actions_->mode[static_cast<std::size_t>(state.mode) - 1]->setChecked(true);
    const std::vector<PaneContent> contents = session_->contents();
    if (state.mode == CompareMode::wipe) {
        canvas_->show_wipe(contents[0], contents[1], state.wipe);
    } else {
        canvas_->show_panes(contents);
    }
    navigation_->set_points(session_->points());
    navigation_->set_position(state.point);
    graph_->set_titles(title_of(state.a), title_of(state.b));
    graph_->set_position(state.point);
    const QString clip = QFileInfo(QString::fromStdString(setup_.source.path)).fileName();
    const QString point = session_->point_text();
    setWindowTitle(
        point.isEmpty() ? tr("Compare – %1").arg(clip) : tr("Compare – %1 – %2").arg(clip, point)
    );
    if (state.point && state.point->pts != setup_.position) {
        setup_.position = state.point->pts;
        Q_EMIT position_changed(setup_.position);
    }
}

void CompareView::refresh_scores() {
    graph_->set_rows(
        session_->state(),
        session_->rows(),
        session_->from(),
        session_->to(),
        session_->range_size()
    );
    graph_->set_position(session_->state().point);
}

void CompareView::show_page() {
    const QString fault = session_ ? session_->fault() : QString();
    const QString clip = text::quoted_name(QString::fromStdString(setup_.source.path));
    message_->setText(
        fault.isEmpty() ? tr("Looking through %1 for its frames and cuts…").arg(clip) : fault
    );
    const bool is_ready = session_ && session_->is_open() && fault.isEmpty();
    pages_->setCurrentIndex(is_ready ? 1 : 0);
}

void CompareView::go_to_worst() {
    const std::optional<int64_t> number = graph_->next_worst();
    if (number && session_) {
        session_->go_to_number(*number);
    } else {
        navigation_->set_status(
            tr("Nothing is scored yet: “Score the range” finds the worst frames.")
        );
    }
}

void CompareView::set_range_end(bool is_start) {
    if (!session_ || !session_->state().point) {
        return;
    }
    const Rational here = session_->state().point->pts;
    if (is_start) {
        session_->start_range(here);
    } else {
        session_->end_range(here);
    }
    navigation_->set_status(
        tr("Range: %1 to %2.").arg(text::time(session_->from()), text::time(session_->to()))
    );
}

void CompareView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        actions_->retranslate();
        show_page();
        if (session_) {
            reload_titles();
            refresh();
        }
    }
}

}  // namespace nakawari
