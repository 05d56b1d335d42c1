/// An invented report with something in every field.
#pragma once

#include "report/poc_report.h"

namespace nakawari::test {

/// The same at every call: two of five targets missed, both phases, three clips, two strips.
[[nodiscard]] PocReport sample_report();
/// A picture of a disc on a slope, as PNG in Base64.
[[nodiscard]] std::string sample_picture(int width, int height, int shift);

}  // namespace nakawari::test
