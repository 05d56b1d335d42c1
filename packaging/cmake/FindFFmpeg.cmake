# libav* through pkg-config, as one target FFmpeg::FFmpeg.
find_package(PkgConfig REQUIRED)
pkg_check_modules(FFmpeg IMPORTED_TARGET libavformat>=59 libavcodec>=59 libavfilter>=8 libavutil>=57 libswscale libswresample)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(FFmpeg REQUIRED_VARS FFmpeg_LIBRARIES
    REASON_FAILURE_MESSAGE "install libavformat-dev libavcodec-dev libavfilter-dev libswscale-dev libswresample-dev")
if(FFmpeg_FOUND AND NOT TARGET FFmpeg::FFmpeg)
    add_library(FFmpeg::FFmpeg ALIAS PkgConfig::FFmpeg)
endif()
