# The PDF of a report, for the window and, with Qt Gui only, for the command line.
set(view "${CMAKE_BINARY_DIR}/layers/ui")
file(MAKE_DIRECTORY "${view}")
file(CREATE_LINK "${CMAKE_CURRENT_LIST_DIR}" "${view}/ui" SYMBOLIC)
add_library(nakawari_report_pdf STATIC "${CMAKE_CURRENT_LIST_DIR}/report_pdf.cpp")
target_include_directories(nakawari_report_pdf PUBLIC "${view}")
target_compile_definitions(nakawari_report_pdf PRIVATE QT_NO_KEYWORDS)
target_link_libraries(nakawari_report_pdf PUBLIC nakawari_core PRIVATE Qt6::Gui nakawari_warnings nakawari_sanitizers)
