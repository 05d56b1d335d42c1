# OpenCV core, imgproc and video only: Debian keeps OpenCV's own CMake files in a package that pulls in everything.
find_path(OpenCVVideo_INCLUDE_DIR opencv2/video/tracking.hpp PATH_SUFFIXES opencv4)
set(OpenCVVideo_LIBRARIES "")
foreach(part core imgproc video)
    find_library(OpenCVVideo_${part}_LIBRARY opencv_${part})
    list(APPEND OpenCVVideo_LIBRARIES "${OpenCVVideo_${part}_LIBRARY}")
endforeach()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenCVVideo
    REQUIRED_VARS OpenCVVideo_INCLUDE_DIR OpenCVVideo_core_LIBRARY OpenCVVideo_imgproc_LIBRARY OpenCVVideo_video_LIBRARY
    REASON_FAILURE_MESSAGE "install libopencv-core-dev libopencv-imgproc-dev libopencv-video-dev")
if(OpenCVVideo_FOUND AND NOT TARGET OpenCV::video)
    add_library(OpenCV::video INTERFACE IMPORTED)
    target_include_directories(OpenCV::video SYSTEM INTERFACE "${OpenCVVideo_INCLUDE_DIR}")
    target_link_libraries(OpenCV::video INTERFACE ${OpenCVVideo_LIBRARIES})
endif()
