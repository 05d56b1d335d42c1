# cpack -G DEB: one package with its own LibTorch; everything else comes from Debian.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME nakawari)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_CONTACT "The Nakawari contributors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "puts new frames between the frames of a video")
set(CPACK_PACKAGE_DESCRIPTION "Nakawari makes videos smoother or slower with ST-MFNet Mini, a small neural network
for video frame interpolation: a window, and nakawari-cli for the command line.
It compares models on the same frame with PSNR and SSIM, and trains compact
models for own footage. It runs on the CPU and carries its own LibTorch.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY "${CMAKE_BINARY_DIR}/package")
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION video)
set(CPACK_DEBIAN_COMPRESSION_TYPE zstd)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${LIBTORCH_DIR}/torch/lib" "${LIBTORCH_DIR}/nvidia/cu13/lib")
# Japanese text in reports; Qt draws SVG icons with a plugin that nothing links.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "fonts-noto-cjk")
if(TARGET nakawari)
    string(APPEND CPACK_DEBIAN_PACKAGE_DEPENDS ", libqt6svg6, hicolor-icon-theme, shared-mime-info")
    set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-translations-l10n, qt6-wayland")
endif()
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

install(FILES "${CMAKE_SOURCE_DIR}/packaging/copyright" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
include(CPack)
