/// Steps on the left, the page on the right, Back and Next below.
#include "ui/training_wizard.h"

#include <QHBoxLayout>
#include <QMessageBox>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/engine_bridge.h"
#include "ui/run_list.h"
#include "ui/text.h"
#include "ui/theme.h"
#include "ui/wizard_export_page.h"
#include "ui/wizard_footage_page.h"
#include "ui/wizard_models_page.h"
#include "ui/wizard_result_page.h"
#include "ui/wizard_run_page.h"
#include "ui/wizard_split_page.h"
#include "ui/wizard_targets_page.h"

namespace nakawari {
namespace {

WizardPage next_of(WizardPage page, int by) {
    return static_cast<WizardPage>(static_cast<int>(page) + by);
}

}  // namespace

TrainingWizard::TrainingWizard(TrainingServices services, EngineBridge& bridge, QWidget* parent)
    : QDialog(parent),
      services_(std::move(services)),
      bridge_(bridge),
      measurer_(model_, services_, this),
      session_(services_, this) {
    setWindowFlags(Qt::Window);
    const InferenceSettings& inference = bridge_.inference();
    PlanRequest request;
    request.device = inference.device.toStdString();
    request.precision = inference.precision.toStdString();
    request.threads = inference.threads;
    model_.set_request(request);
    model_.set_untouched();
    build_pages();
    build_frame();
    retranslate();
    show_page(WizardPage::footage);
    constexpr QSize usual(1120, 720);
    resize(theme::on_screen(usual, *this));
}

TrainingWizard::~TrainingWizard() {
    measurer_.stop();
}

void TrainingWizard::build_pages() {
    const WizardContext context{model_, services_, bridge_};
    stack_ = new QStackedWidget(this);
    footage_ = new WizardFootagePage(context, stack_);
    auto* split = new WizardSplitPage(context, measurer_, stack_);
    auto* run = new WizardRunPage(context, session_, stack_);
    export_ = new WizardExportPage(context, stack_);
    pages_ = {
        footage_,
        new WizardTargetsPage(context, measurer_, stack_),
        split,
        new WizardModelsPage(context, measurer_, stack_),
        run,
        new WizardResultPage(context, stack_),
        export_};
    for (TrainingPage* page : pages_) {
        // Large fonts and small screens: scroll rather than cut off.
        auto* area = new QScrollArea(stack_);
        area->setWidget(page);
        area->setWidgetResizable(true);
        area->setFrameShape(QFrame::NoFrame);
        stack_->addWidget(area);
        connect(page, &TrainingPage::changed, this, &TrainingWizard::show_state);
    }
    connect(footage_, &WizardFootagePage::run_chosen, this, &TrainingWizard::open_run);
    connect(footage_, &WizardFootagePage::failed, this, &TrainingWizard::show_error);
    connect(split, &WizardSplitPage::failed, this, &TrainingWizard::show_error);
    connect(run, &WizardRunPage::resume_wanted, this, &TrainingWizard::resume_run);
    connect(export_, &WizardExportPage::model_chosen, this, &TrainingWizard::model_chosen);
    connect(&session_, &TrainingSession::opened, this, [this] {
        is_starting_ = false;
        model_.set_running();
        show_page(WizardPage::run);
    });
    connect(&session_, &TrainingSession::ended, this, &TrainingWizard::take_end);
}

void TrainingWizard::build_frame() {
    steps_ = new QListWidget(this);
    steps_->setObjectName(QStringLiteral("steps"));
    constexpr int steps_width = 24 * theme::grid;
    steps_->setFixedWidth(steps_width);
    steps_->setFrameShape(QFrame::NoFrame);
    steps_->setSpacing(theme::grid / 2);
    steps_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (int i = 0; i < wizard_page_count; ++i) {
        steps_->addItem(QString());
    }
    problem_ = new QLabel(this);
    problem_->setWordWrap(true);
    problem_->setObjectName(QStringLiteral("problem"));
    anew_ = new QPushButton(this);
    back_ = new QPushButton(this);
    next_ = new QPushButton(this);
    close_ = new QPushButton(this);
    back_->setObjectName(QStringLiteral("back"));
    next_->setObjectName(QStringLiteral("next"));
    for (QPushButton* button : {anew_, back_, close_}) {
        button->setAutoDefault(false);
    }
    next_->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(close_);
    buttons->addWidget(anew_);
    buttons->addWidget(problem_, 1);
    buttons->addWidget(back_);
    buttons->addWidget(next_);
    auto* right = new QVBoxLayout;
    right->addWidget(stack_, 1);
    right->addLayout(buttons);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * theme::grid, 2 * theme::grid, 2 * theme::grid, 2 * theme::grid);
    row->setSpacing(2 * theme::grid);
    row->addWidget(steps_);
    row->addLayout(right, 1);

    connect(next_, &QPushButton::clicked, this, &TrainingWizard::go_next);
    connect(back_, &QPushButton::clicked, this, &TrainingWizard::go_back);
    connect(close_, &QPushButton::clicked, this, &TrainingWizard::close);
    connect(anew_, &QPushButton::clicked, this, &TrainingWizard::start_anew);
    connect(steps_, &QListWidget::currentRowChanged, this, [this](int step) {
        if (step >= 0 && step != static_cast<int>(page()) &&
            !go_to(static_cast<WizardPage>(step))) {
            show_steps();
        }
    });
}

void TrainingWizard::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void TrainingWizard::retranslate() {
    setWindowTitle(tr("PoC wizard"));
    steps_->setAccessibleName(tr("Steps"));
    back_->setText(tr("&Back"));
    close_->setText(tr("Close"));
    anew_->setText(tr("Change and start &anew"));
    anew_->setToolTip(
        tr("Keeps all that was entered for a new run; the old run stays in its "
           "folder")
    );
    show_state();
}

WizardPage TrainingWizard::page() const {
    return static_cast<WizardPage>(stack_->currentIndex());
}

TrainingPage* TrainingWizard::page_widget(WizardPage page) const {
    return pages_.at(static_cast<std::size_t>(page));
}

void TrainingWizard::add_clips(const QStringList& paths) {
    footage_->add_paths(paths);
}

void TrainingWizard::suggest_clips(const QStringList& paths) {
    const bool has_input = model_.has_input();
    add_clips(paths);
    if (!has_input) {
        model_.set_untouched();
    }
}

bool TrainingWizard::go_to(WizardPage page) {
    if (model_.state(page) == PageState::locked) {
        return false;
    }
    show_page(page);
    return true;
}

void TrainingWizard::show_page(WizardPage page) {
    stack_->setCurrentIndex(static_cast<int>(page));
    TrainingPage* widget = page_widget(page);
    widget->set_read_only(model_.is_run_started());
    widget->enter();
    show_state();
    const bool is_list_used = steps_->hasFocus();  // arrows in the list go on in the list
    if (QWidget* field = widget->first_field(); field != nullptr && !is_list_used) {
        field->setFocus();
    }
}

void TrainingWizard::show_state() {
    show_steps();
    const WizardPage here = page();
    const bool is_input = here < WizardPage::run;
    const QString problem = is_input && model_.is_run_started() ? QString() : model_.problem(here);
    const bool is_start = here == WizardPage::models && !model_.is_run_started();
    problem_->setText(
        is_input && model_.is_run_started()
            ? tr("The run goes by these values; they cannot be changed any more.")
        : here == WizardPage::run && session_.is_active() ? QString()
                                                          : problem
    );
    back_->setEnabled(here != WizardPage::footage && !is_starting_);
    next_->setText(is_start ? tr("&Start training") : tr("&Next"));
    next_->setEnabled(problem.isEmpty() && !is_starting_);
    next_->setVisible(here != WizardPage::export_page);
    anew_->setVisible(model_.is_run_started() && !session_.is_active());
}

void TrainingWizard::show_steps() {
    const QSignalBlocker blocker(steps_);
    for (int i = 0; i < wizard_page_count; ++i) {
        const auto step = static_cast<WizardPage>(i);
        const PageState state = model_.state(step);
        const bool is_here = step == page();
        const QString title = page_widget(step)->title();
        QListWidgetItem* item = steps_->item(i);
        // A sign and a word for it: no meaning by colour alone.
        item->setText(
            state == PageState::done ? tr("✓  %1").arg(title) : tr("%1  %2").arg(i + 1).arg(title)
        );
        item->setData(
            Qt::AccessibleTextRole,
            state == PageState::done     ? tr("%1, done").arg(title)
            : state == PageState::locked ? tr("%1, not yet possible").arg(title)
                                         : title
        );
        QFont font = steps_->font();
        font.setBold(is_here);
        item->setFont(font);
        item->setFlags(
            state == PageState::locked ? Qt::NoItemFlags : Qt::ItemIsEnabled | Qt::ItemIsSelectable
        );
    }
    steps_->setCurrentRow(static_cast<int>(page()));
}

void TrainingWizard::go_next() {
    if (!next_->isEnabled() || page() == WizardPage::export_page) {
        return;
    }
    if (page() == WizardPage::models && !model_.is_run_started()) {
        start_run();
        return;
    }
    if (page() == WizardPage::footage) {
        measurer_.request();  // suggested targets come from a plan
    }
    go_to(next_of(page(), 1));
}

void TrainingWizard::go_back() {
    if (page() != WizardPage::footage) {
        show_page(next_of(page(), -1));
    }
}

void TrainingWizard::start_run() {
    const TrainingPlan plan = model_.plan();
    const std::vector<std::string> problems = services_.problems_of(plan);
    if (!problems.empty()) {
        QStringList sentences;
        for (const std::string& problem : problems) {
            sentences += text::translated(problem);
        }
        problem_->setText(sentences.join(' '));
        return;
    }
    if (model_.folder().empty()) {
        model_.set_folder(free_run_folder(services_.runs_folder, QString::fromStdString(plan.title))
        );
    }
    is_starting_ = true;
    session_.start(plan, model_.folder());
    show_state();
}

void TrainingWizard::resume_run() {
    session_.resume(model_.folder());
    show_page(WizardPage::run);
}

void TrainingWizard::start_anew() {
    model_.forget_run();
    for (TrainingPage* page : pages_) {
        page->set_read_only(false);
    }
    footage_->refresh_runs();
    // Clips of a run that was opened have not been looked at here.
    footage_->check_again();
    show_page(WizardPage::footage);
}

void TrainingWizard::open_run(const std::filesystem::path& folder, const RunStatus& status) {
    measurer_.stop();
    model_.open_run(folder, status);
    if (status.is_finished) {
        read_finished(folder);
    } else {
        resume_run();
    }
}

void TrainingWizard::read_finished(const std::filesystem::path& folder) {
    lane_.request(
        Waiting::dropped,
        [folder, read = services_.read_report](const std::stop_token&) { return read(folder); },
        [this](PocReport report) {
            model_.set_report(std::move(report));
            show_page(WizardPage::result);
        },
        [this](const Error& error) {
            start_anew();
            show_error(error);
        }
    );
}

void TrainingWizard::take_end(const TrainingOutcome& outcome) {
    const auto* failed = std::get_if<TrainingFailed>(&outcome);
    if (failed != nullptr && is_starting_) {
        is_starting_ = false;
        show_state();
        show_error(failed->error);
    }
    if (const auto* finished = std::get_if<TrainingFinished>(&outcome)) {
        model_.set_report(finished->report);
    }
    footage_->refresh_runs();
    if (is_closing_) {
        is_closing_ = false;
        setEnabled(true);
        retranslate();
        QDialog::reject();
        return;
    }
    show_state();
    if (model_.report() && page() == WizardPage::run) {
        show_page(WizardPage::result);
    }
}

void TrainingWizard::show_error(const Error& error) {
    QMessageBox box(QMessageBox::Warning, tr("PoC wizard"), text::of(error), QMessageBox::Ok, this);
    box.exec();
}

bool TrainingWizard::asks_before_closing() const {
    return session_.is_active() || (model_.has_input() && !model_.is_run_started());
}

bool TrainingWizard::confirm_close() {
    const bool is_run = session_.is_active();
    if (!asks_before_closing()) {
        return true;
    }
    QMessageBox box(
        QMessageBox::Question,
        tr("Close the wizard"),
        is_run ? tr("Training is still running. Leave it for now?")
               : tr("Close the wizard? What you have entered is not kept without a run."),
        QMessageBox::NoButton,
        this
    );
    if (is_run) {
        box.setInformativeText(
            tr("It stops at a checkpoint. The first page lists it, and you can "
               "go on from there at any time.")
        );
    }
    QPushButton* leave =
        box.addButton(is_run ? tr("Leave for now") : tr("Close"), QMessageBox::AcceptRole);
    QPushButton* stay =
        box.addButton(is_run ? tr("Go on training") : tr("Stay"), QMessageBox::RejectRole);
    box.setDefaultButton(stay);
    box.setEscapeButton(stay);
    box.exec();
    return box.clickedButton() == leave;
}

void TrainingWizard::reject() {
    if (is_closing_ || !confirm_close()) {
        return;
    }
    if (session_.is_active()) {
        is_closing_ = true;
        setEnabled(false);
        setWindowTitle(tr("PoC wizard: writing a checkpoint …"));
        session_.leave();
        return;
    }
    QDialog::reject();
}

}  // namespace nakawari
