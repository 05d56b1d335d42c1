/// Exact rational numbers: every time, rate and aspect ratio in the program is one.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace nakawari {

/// A reduced fraction with a positive denominator. Arithmetic is exact; what does not fit 64 bits
/// throws std::overflow_error.
class Rational {
 public:
    constexpr Rational() = default;
    constexpr Rational(int64_t whole)
        : num_(whole) {}  // NOLINT(google-explicit-constructor): 2 is a rational
    /// Throws std::domain_error for a zero denominator.
    Rational(int64_t num, int64_t den);

    [[nodiscard]] constexpr int64_t num() const { return num_; }
    [[nodiscard]] constexpr int64_t den() const { return den_; }
    [[nodiscard]] constexpr double to_double() const {
        return static_cast<double>(num_) / static_cast<double>(den_);
    }
    /// "30000/1001", or "25" for a whole number.
    [[nodiscard]] std::string to_string() const;
    /// Parses "N", "N/D", "N:D" or a decimal such as "23.976"; throws std::invalid_argument.
    [[nodiscard]] static Rational parse(const std::string& text);

    friend Rational operator+(const Rational& a, const Rational& b);
    friend Rational operator-(const Rational& a, const Rational& b);
    friend Rational operator*(const Rational& a, const Rational& b);
    friend Rational operator/(const Rational& a, const Rational& b);
    Rational operator-() const { return Rational(0) - *this; }
    Rational& operator+=(const Rational& other) { return *this = *this + other; }
    friend constexpr bool operator==(const Rational&, const Rational&) = default;
    friend std::strong_ordering operator<=>(const Rational& a, const Rational& b);

 private:
    int64_t num_ = 0;
    int64_t den_ = 1;
};

/// The count of `unit`s nearest to `value`, ties away from zero.
[[nodiscard]] int64_t round_to_unit(const Rational& value, const Rational& unit);
/// The largest count of `unit`s not above `value`.
[[nodiscard]] int64_t floor_to_unit(const Rational& value, const Rational& unit);

}  // namespace nakawari
