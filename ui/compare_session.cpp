/// Wishes out, answers in.
#include "ui/compare_session.h"

#include <algorithm>

#include "ui/compare_text.h"
#include "ui/text.h"

namespace nakawari {
namespace {

/// After everything that can be scored.
Rational end_of(const OpenedClip& clip) {
    Rational last(0);
    for (const auto* points : {&clip.held_out, &clip.agreement}) {
        last = points->empty() ? last : std::max(last, points->back().pts);
    }
    const Rational rate = clip.info.video.value().average_rate;
    return last + Rational(1) / (rate > Rational(0) ? rate : Rational(25));
}

}  // namespace

CompareSession::CompareSession(
    const CompareSetup& setup,
    CompareWorker::MakeInterpolator make_interpolator,
    Title title,
    QObject* parent
)
    : QObject(parent),
      title_(std::move(title)),
      position_(setup.position),
      wanted_from_(setup.from),
      wanted_to_(setup.to),
      worker_(setup.source, setup.cuts, std::move(make_interpolator)) {
    if (!setup.a.empty()) {
        state_.a = setup.a;
    }
    if (!setup.b.empty()) {
        state_.b = setup.b;
    }
    connect_worker();
}

void CompareSession::connect_worker() {
    connect(&worker_, &CompareWorker::opened, this, &CompareSession::take_clip);
    connect(&worker_, &CompareWorker::open_failed, this, [this](const Error& error) {
        fault_ = text::of(error);
        Q_EMIT failed();
    });
    connect(&worker_, &CompareWorker::loaded, this, [this](const LoadedPoint& point) {
        answers_.loaded = point;
        before_.loaded.reset();
        before_.pictures.clear();
        Q_EMIT changed();
    });
    connect(
        &worker_,
        &CompareWorker::load_failed,
        this,
        [this](const ComparePoint& point, const Error& error) {
            if (is_current(point)) {
                for (const std::string& model : {state_.a, state_.b, state_.baseline}) {
                    answers_.faults[model] = text::of(error);
                }
                Q_EMIT changed();
            }
        }
    );
    connect_answers();
}

void CompareSession::connect_answers() {
    connect(
        &worker_,
        &CompareWorker::picture_made,
        this,
        [this](const ComparePoint& /*point*/, const MadePicture& picture) {
            if (picture.is_new) {
                cost_.add(picture.model, picture.made.milliseconds);
            }
            answers_.pictures.insert_or_assign(picture.model, picture);
            answers_.faults.erase(picture.model);
            ask_for_maps();
            Q_EMIT changed();
        }
    );
    connect(
        &worker_,
        &CompareWorker::model_failed,
        this,
        [this](const ComparePoint& /*point*/, const std::string& model, const Error& error) {
            answers_.faults[model] = text::of(error);
            Q_EMIT changed();
        }
    );
    connect(
        &worker_,
        &CompareWorker::scored,
        this,
        [this](const ScoreKey& key, const FrameScore& score) {
            scores_.add(key, score);
            Q_EMIT scores_changed();
            Q_EMIT changed();
        }
    );
    connect(
        &worker_,
        &CompareWorker::map_drawn,
        this,
        [this](const PaneSpec& pane, const QImage& image) {
            answers_.maps[pane] = {image, true};
            Q_EMIT changed();
        }
    );
    connect(&worker_, &CompareWorker::range_advanced, this, &CompareSession::range_advanced);
    connect(&worker_, &CompareWorker::range_failed, this, [this](const Error& error) {
        Q_EMIT range_failed(text::of(error));
    });
}

void CompareSession::take_clip(const OpenedClip& clip) {
    clip_ = clip;
    from_ = wanted_from_.value_or(Rational(0));
    to_ = wanted_to_.value_or(end_of(clip));
    if (clip.held_out.empty() && !clip.agreement.empty()) {
        state_.reference = Reference::agreement;
    }
    if (points().empty()) {
        fault_ =
            tr("There is nothing to compare: the clip has no two frames in a row that belong "
               "to one shot.");
        Q_EMIT failed();
        return;
    }
    Q_EMIT opened();
    move_to(nearest(points(), position_));
}

const std::vector<ComparePoint>& CompareSession::points() const {
    static const std::vector<ComparePoint> none;
    if (!clip_) {
        return none;
    }
    return state_.reference == Reference::held_out ? clip_->held_out : clip_->agreement;
}

void CompareSession::set_state(CompareState state) {
    state.point = state_.point;
    if (state == state_) {
        return;
    }
    const bool other_curves = curves_of(state) != curves_of(state_);
    const bool other_reference = state.reference != state_.reference;
    const bool other_gain = state.gain != state_.gain;
    const bool other_models = state.a != state_.a || state.b != state_.b;
    state_ = std::move(state);
    if (other_models || other_reference) {
        forget_maps();
    }
    if (other_curves) {
        worker_.stop_range();
        Q_EMIT range_advanced(0, 0);
    }
    if (other_gain) {
        for (auto& [pane, map] : answers_.maps) {
            map.is_current = false;
        }
    }
    if (other_reference) {
        move_to(nearest(points(), position_));
    } else {
        look();
    }
    ask_for_maps();
    if (other_curves) {
        Q_EMIT scores_changed();
    }
    Q_EMIT changed();
}

void CompareSession::go_to(const Rational& pts) {
    position_ = pts;
    move_to(nearest(points(), pts));
}

void CompareSession::go_to_number(int64_t number) {
    move_to(stepped(points(), number, 0));
}

int CompareSession::rotation_degrees() const {
    return clip_ && clip_->info.video ? clip_->info.video->rotation_degrees : 0;
}

void CompareSession::step(int count) {
    if (state_.point) {
        move_to(stepped(points(), state_.point->number, count));
    }
}

void CompareSession::move_to(const std::optional<ComparePoint>& point) {
    if (state_.point == point) {
        return;
    }
    if (answers_.loaded) {
        before_ = std::move(answers_);
    }
    answers_ = {};
    worker_.show_maps({});
    state_.point = point;
    if (point) {
        position_ = point->pts;
    }
    look();
    Q_EMIT changed();
}

void CompareSession::look() {
    if (!state_.point) {
        return;
    }
    CompareWish wish{*state_.point, models_needed(state_), scores_needed(state_)};
    if (wish_ != wish) {
        wish_ = wish;
        worker_.show(wish);
    }
}

void CompareSession::forget_maps() {
    answers_.maps.clear();
    before_.maps.clear();
    worker_.show_maps({});
}

bool CompareSession::has_map(const PaneSpec& pane) const {
    const auto map = answers_.maps.find(pane);
    return map != answers_.maps.end() && map->second.is_current;
}

void CompareSession::ask_for_maps() {
    std::vector<MapWish> wishes;
    for (const PaneSpec& pane : panes_of(state_)) {
        if (pane.kind != PaneKind::picture && !has_map(pane)) {
            if (std::optional<MapWish> wish = map_wish(pane)) {
                wishes.push_back(std::move(*wish));
            }
        }
    }
    if (!wishes.empty()) {
        worker_.show_maps(wishes);
    }
}

const Frame* CompareSession::frame_of(CompareSlot slot) const {
    const std::string& model = model_of(state_, slot);
    if (model == source_id) {
        return answers_.loaded ? &answers_.loaded->source() : nullptr;
    }
    const auto made = answers_.pictures.find(model);
    return made == answers_.pictures.end() ? nullptr : &made->second.made.picture;
}

std::optional<MapWish> CompareSession::map_wish(const PaneSpec& pane) const {
    const std::optional<CompareSlot> against = reference_of(state_, pane.slot);
    const Frame* picture = frame_of(pane.slot);
    const Frame* reference = against ? frame_of(*against) : nullptr;
    if (picture == nullptr || reference == nullptr) {
        return std::nullopt;
    }
    return MapWish{pane, *reference, *picture, static_cast<float>(state_.gain)};
}

std::optional<MapWish> CompareSession::difference_of(CompareSlot slot) const {
    return map_wish({slot, PaneKind::difference});
}

bool CompareSession::is_complete(CompareSlot slot) const {
    return frame_of(slot) != nullptr;
}

bool CompareSession::is_current(const ComparePoint& point) const {
    return state_.point == point;
}

QString CompareSession::point_text() const {
    if (!state_.point) {
        return {};
    }
    return CompareText::point(
        *state_.point, answers_.loaded ? made_from(answers_.loaded->input) : std::vector<int64_t>()
    );
}

PlateText CompareSession::plate_of(CompareSlot slot) const {
    const std::string& model = model_of(state_, slot);
    PlateFacts facts;
    facts.slot = slot;
    facts.model_title = title_(model);
    facts.reference = state_.reference;
    facts.number = state_.point ? state_.point->number : 0;
    if (const std::optional<CompareSlot> against = reference_of(state_, slot)) {
        facts.against_title = title_(model_of(state_, *against));
        if (const FrameScore* score = scores_.find(*score_key(state_, slot), facts.number)) {
            facts.score = *score;
        }
    } else {
        for (const CompareSlot other : {CompareSlot::a, CompareSlot::b, CompareSlot::baseline}) {
            const std::optional<CompareSlot> its_reference = reference_of(state_, other);
            facts.is_reference =
                facts.is_reference || (its_reference && model_of(state_, *its_reference) == model);
        }
    }
    if (const auto made = answers_.pictures.find(model); made != answers_.pictures.end()) {
        facts.milliseconds = cost_.milliseconds(model);
        facts.peak_memory_bytes = made->second.made.peak_memory_bytes;
    }
    return CompareText::plate(facts);
}

PaneContent CompareSession::map_content(const PaneSpec& pane, PaneContent content) const {
    content.plate.heading += QStringLiteral(" · ") + CompareText::map(pane, state_.gain);
    content.is_busy = content.message.isEmpty() && !has_map(pane);
    // The map before stays until there is another, without numbers that are not its own.
    for (const Answers* answers : {&before_, &answers_}) {
        if (const auto map = answers->maps.find(pane); map != answers->maps.end()) {
            content.image = map->second.image;
        }
    }
    if (!answers_.maps.contains(pane)) {
        content.plate.lines.clear();
    }
    return content;
}

PaneContent CompareSession::content(const PaneSpec& pane) const {
    PaneContent content;
    const std::string& model = model_of(state_, pane.slot);
    const bool is_made = frame_of(pane.slot) != nullptr;
    content.plate = plate_of(pane.slot);
    if (const auto fault = answers_.faults.find(model); fault != answers_.faults.end()) {
        content.message = fault->second;
    }
    content.is_busy = state_.point.has_value() && !is_made && content.message.isEmpty();
    const Answers& shown = answers_.loaded ? answers_ : before_;
    if (pane.kind != PaneKind::picture) {
        return map_content(pane, std::move(content));
    }
    if (model == source_id) {
        content.image = shown.loaded ? shown.loaded->source_image : QImage();
    } else if (const auto made = shown.pictures.find(model); made != shown.pictures.end()) {
        content.image = made->second.image;
    } else if (shown.loaded && content.message.isEmpty()) {
        content.image = shown.loaded->cheap_image;
        content.plate.lines = {tr("Blended until this model's picture is ready")};
    }
    if (!answers_.loaded) {
        content.plate.lines.clear();  // numbers never stand over another frame's picture
    }
    return content;
}

std::vector<PaneContent> CompareSession::contents() const {
    std::vector<PaneContent> contents;
    for (const PaneSpec& pane : panes_of(state_)) {
        contents.push_back(content(pane));
    }
    return contents;
}

void CompareSession::start_range(const Rational& from) {
    set_range(from, to_ > from ? to_ : end_of(*clip_));
}

void CompareSession::end_range(const Rational& to) {
    set_range(from_ < to ? from_ : Rational(0), to);
}

void CompareSession::set_range(const Rational& from, const Rational& to) {
    from_ = from;
    to_ = to;
    stop_scoring();
    Q_EMIT scores_changed();
}

void CompareSession::start_scoring() {
    const std::vector<ScoreKey> keys = curves_of(state_);
    std::vector<ComparePoint> missing = coarse_to_fine(points(), from_, to_);
    std::erase_if(missing, [&](const ComparePoint& point) {
        return std::all_of(keys.begin(), keys.end(), [&](const ScoreKey& key) {
            return scores_.find(key, point.number) != nullptr;
        });
    });
    worker_.score_range(missing, keys);
}

void CompareSession::stop_scoring() {
    worker_.stop_range();
    Q_EMIT range_advanced(0, 0);
}

std::vector<ScoreRow> CompareSession::rows() const {
    return score_rows(scores_, state_, from_, to_);
}

int CompareSession::range_size() const {
    return static_cast<int>(coarse_to_fine(points(), from_, to_).size());
}

void CompareSession::reload_models(CompareWorker::MakeInterpolator make_interpolator) {
    worker_.forget_models(std::move(make_interpolator));
    const std::optional<LoadedPoint> loaded = std::move(answers_.loaded);
    answers_ = {};
    answers_.loaded = loaded;
    // A file of the same name may hold other weights now.
    scores_ = {};
    cost_ = {};
    wish_.reset();
    look();
    Q_EMIT scores_changed();
    Q_EMIT changed();
}

}  // namespace nakawari
