"""Put the Nu HTML checker (vnu.jar, MIT) into build/ for the browser journeys. It needs Java to run."""

from scripts.npm_package import BUILD, fetch

VERSION = "26.9.27"
SHA512 = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="


def main() -> None:
    with fetch("vnu-jar", VERSION, SHA512) as package:
        jar = package.extractfile("package/build/dist/vnu.jar").read()
    (BUILD / "vnu.jar").write_bytes(jar)
    print(f"HTML validator: vnu {VERSION}, {len(jar) // 1024 // 1024} MB, in build/")


if __name__ == "__main__":
    main()
