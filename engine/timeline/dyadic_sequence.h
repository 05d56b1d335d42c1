/// Recursive halving of the intervals between frames, each new value made once and shared.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

#include "timeline/quad_window.h"

namespace nakawari {

/// Level 0 are the source's values; level k holds level k−1 and between each two of its neighbours
/// i, i+1 a new value, made of level k−1's i−1, i, i+1, i+2 inside the shot. Between two shots, and
/// where told so, nothing is made: the earlier source value is held. Values are made when asked for
/// and kept as long as later ones may need them, so memory is constant. Positions must be asked for
/// in rising order. One thread at a time; not copied because callers hold pointers into it.
template <typename Value>
class DyadicSequence {
 public:
    using Quad = std::array<const Value*, 4>;
    /// Source value `index`; asked once for each. Empty = cancelled.
    using Load = std::function<std::optional<Value>(int64_t index)>;
    /// The value midway between quad[1] and quad[2]. Empty = cancelled.
    using Interpolate = std::function<std::optional<Value>(const Quad& quad)>;

    /// `depth` of the deepest level, 0 to 16.
    DyadicSequence(int depth, Load load, Interpolate interpolate)
        : depth_(depth), load_(std::move(load)), interpolate_(std::move(interpolate)) {}
    DyadicSequence(const DyadicSequence&) = delete;
    DyadicSequence& operator=(const DyadicSequence&) = delete;

    /// Announces the next source value. `shot` rises by one at each cut; `is_held`: no new values
    /// between the one before and this one although the shot goes on (they are equal, say).
    void push(int64_t shot, bool is_held = false) {
        if (!sources_.empty() && (is_held || sources_.back().shot != shot)) {
            sources_.back().holds = true;
        }
        sources_.push_back({shot, false});
    }
    /// No more will come.
    void end() { is_ended_ = true; }
    /// How many were announced.
    [[nodiscard]] int64_t count() const { return first_ + static_cast<int64_t>(sources_.size()); }

    /// Whether everything is announced that at() needs for this position. A midpoint reaches two
    /// source values ahead; deeper levels stand on midpoints of the next interval and reach three,
    /// and no further, because the reach halves with each level.
    [[nodiscard]] bool is_ready(int64_t index, int step) const {
        if (index >= count()) {
            return false;
        }
        const bool is_midpoint = 2 * step == int{1} << depth_;
        return step == 0 || is_ended_ || count() > index + (is_midpoint ? 2 : 3) ||
               sources_.back().shot != source(index).shot;
    }

    /// The value `step / 2^depth` of the way from source value `index` to the next one; null if
    /// cancelled. Valid until forget_before(). Throws std::out_of_range for what was forgotten or
    /// not announced.
    [[nodiscard]] const Value* at(int64_t index, int step) {
        if (!is_ready(index, step)) {
            throw std::out_of_range("source values are missing for this position");
        }
        return value_at((index << depth_) + step);
    }

    /// Nothing before this position will be asked for. A value is used by the next level up to 3/2
    /// of its own spacing away, and that value by finer ones in turn: in all within three spacings.
    void forget_before(int64_t index, int step) {
        const int64_t position = (index << depth_) + step;
        for (auto entry = values_.begin(); entry != values_.end() && entry->first < position;) {
            const int64_t spacing = spacing_at(entry->first);
            const bool is_deepest = depth_ > 0 && spacing == 1;
            const bool is_over = is_deepest || position > entry->first + 3 * spacing;
            entry = is_over ? values_.erase(entry) : std::next(entry);
        }
        constexpr int64_t sources_behind = 3;
        while (first_ < index - sources_behind && sources_.size() > 1) {
            shot_start_ = sources_[0].shot == sources_[1].shot ? shot_start_ : first_ + 1;
            sources_.pop_front();
            ++first_;
        }
    }

    /// Values in memory.
    [[nodiscard]] std::size_t kept_count() const { return values_.size(); }

 private:
    struct Source {
        int64_t shot = 0;
        bool holds = false;  ///< up to the next one
    };

    [[nodiscard]] const Source& source(int64_t index) const {
        if (index < first_) {
            throw std::out_of_range("forgotten source value");
        }
        return sources_.at(static_cast<std::size_t>(index - first_));
    }

    /// Of the shot around source `index`, as far as announced.
    [[nodiscard]] ShotBounds shot_around(int64_t index) const {
        const int64_t shot = source(index).shot;
        ShotBounds bounds{index, index};
        while (bounds.first > first_ && source(bounds.first - 1).shot == shot) {
            --bounds.first;
        }
        if (bounds.first == first_) {
            bounds.first = shot_start_;
        }
        while (bounds.last + 1 < count() && source(bounds.last + 1).shot == shot) {
            ++bounds.last;
        }
        return bounds;
    }

    /// Distance between neighbours on the first level that has this position.
    [[nodiscard]] int64_t spacing_at(int64_t position) const {
        const int64_t whole = int64_t{1} << depth_;
        return position == 0 ? whole : std::min(position & -position, whole);
    }

    const Value* value_at(int64_t position) {
        const int64_t index = position >> depth_;
        const int64_t whole = int64_t{1} << depth_;
        if (position % whole != 0 && (source(index).holds || index + 1 == count())) {
            position = index << depth_;
        }
        if (const auto found = values_.find(position); found != values_.end()) {
            return &found->second;
        }
        std::optional<Value> made = position % whole == 0 ? load(index) : make(position);
        return made ? &values_.emplace(position, std::move(*made)).first->second : nullptr;
    }

    std::optional<Value> load(int64_t index) {
        static_cast<void>(source(index));  // refuses what is not there
        return load_(index);
    }

    std::optional<Value> make(int64_t position) {
        const int64_t spacing = 2 * spacing_at(position);  // of the level below
        const int64_t scale = (int64_t{1} << depth_) / spacing;
        const ShotBounds shot = shot_around(position >> depth_);
        const std::array<int64_t, 4> indices =
            quad_window(position / spacing, {shot.first * scale, shot.last * scale});
        Quad quad{};
        for (std::size_t i = 0; i < quad.size(); ++i) {
            quad[i] = value_at(indices[i] * spacing);
            if (quad[i] == nullptr) {
                return std::nullopt;
            }
        }
        return interpolate_(quad);
    }

    const int depth_;
    const Load load_;
    const Interpolate interpolate_;
    std::deque<Source> sources_;
    int64_t first_ = 0;       ///< number of sources_.front()
    int64_t shot_start_ = 0;  ///< number of the first source value of the shot of sources_.front()
    bool is_ended_ = false;
    std::map<int64_t, Value> values_;  ///< by position in units of 1/2^depth
};

}  // namespace nakawari
