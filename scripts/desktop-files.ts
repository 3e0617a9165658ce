/** How a Linux desktop comes to know the app, its links and its files; `@app@` stands for the app's folder. */
export const desktopEntry = `[Desktop Entry]
Type=Application
Name=Nexo Studio
Comment=Write, test, watch and ship serverless functions on your own machine
Comment[zh_CN]=在自己的电脑上编写、测试、观察和发布无服务器函数
Exec="@app@/nexo-studio" %U
Icon=@app@/nexo-studio.svg
Terminal=false
Categories=Development;
StartupWMClass=nexo-studio
MimeType=x-scheme-handler/nexo;application/x-nexo-bundle;
`;

/** More particular than `*.zip`, so that a bundle is no mere archive. */
export const mimeType = `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/x-nexo-bundle">
    <comment>Nexo bundle</comment>
    <comment xml:lang="zh_CN">Nexo 函数包</comment>
    <sub-class-of type="application/zip"/>
    <glob pattern="*.nexo.zip" weight="80"/>
  </mime-type>
</mime-info>
`;

export const registerScript = `#!/bin/sh
# Makes nexo:// links and .nexo.zip files open this copy of Nexo Studio, for the user who runs it. Undo: ./register --remove
set -eu
app=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
share=\${XDG_DATA_HOME:-$HOME/.local/share}
entry=$share/applications/nexo-studio.desktop
type=$share/mime/packages/nexo-bundle.xml
if [ "\${1:-}" = --remove ]; then
  rm -f "$entry" "$type"
else
  mkdir -p "$share/applications" "$share/mime/packages"
  sed "s|@app@|$app|g" "$app/nexo-studio.desktop" > "$entry"
  cp "$app/nexo-bundle.xml" "$type"
fi
# A desktop without these programs looks at the files by itself, only later.
if command -v update-mime-database > /dev/null; then update-mime-database "$share/mime"; fi
if command -v update-desktop-database > /dev/null; then update-desktop-database "$share/applications"; fi
`;
