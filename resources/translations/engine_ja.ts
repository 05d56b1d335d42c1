<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
    <context>
        <name>engine</name>
        <message>
            <source>The file names no sample range: limited range is assumed.</source>
            <translation>ファイルに値の範囲の記載がないため、リミテッドレンジとみなしました。</translation>
        </message>
    </context>
</TS>
