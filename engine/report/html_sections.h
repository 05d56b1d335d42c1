/// The sections of the page, each complete with its heading. Private to engine/report.
#pragma once

#include <string>

#include "report/poc_report.h"
#include "report/report_texts.h"

namespace nakawari {

/// "Mini-flow (start)" and the like: a method by its name in the language.
[[nodiscard]] std::string method_name(const std::string& method, const ReportTexts& texts);
/// A phase by its name in the language; a distillation without a teacher is called fine-tuning.
[[nodiscard]] std::string phase_name(
    const PocReport& report, const std::string& phase, const ReportTexts& texts
);
/// "ms per frame at 1280×720".
[[nodiscard]] std::string target_name(const Target& target, const ReportTexts& texts);
/// The row of a method over all clips; null if there is none.
[[nodiscard]] const ClipScores* overall_scores(const PocReport& report, const std::string& method);
/// The cost of a method; null if there is none.
[[nodiscard]] const CostRow* cost_of(const PocReport& report, const std::string& method);

[[nodiscard]] std::string verdict_sentence(const PocReport& report, const ReportTexts& texts);
[[nodiscard]] std::string help_sentence(const PocReport& report, const ReportTexts& texts);
[[nodiscard]] std::string time_sentence(const PocReport& report, const ReportTexts& texts);

[[nodiscard]] std::string verdict_section(const PocReport& report, const ReportTexts& texts);
[[nodiscard]] std::string asked_section(const PocReport& report, const ReportTexts& texts);
[[nodiscard]] std::string data_section(const PocReport& report, const ReportTexts& texts);
[[nodiscard]] std::string score_section(const PocReport& report, const ReportTexts& texts);
[[nodiscard]] std::string strip_section(const PocReport& report, const ReportTexts& texts);
[[nodiscard]] std::string curve_section(const PocReport& report, const ReportTexts& texts);
[[nodiscard]] std::string width_section(const PocReport& report, const ReportTexts& texts);
[[nodiscard]] std::string cost_section(const PocReport& report, const ReportTexts& texts);
[[nodiscard]] std::string run_section(const PocReport& report, const ReportTexts& texts);
[[nodiscard]] std::string reproduce_section(const PocReport& report, const ReportTexts& texts);
[[nodiscard]] std::string limits_section(const PocReport& report, const ReportTexts& texts);

}  // namespace nakawari
