"""Word files with values in attributes, fields, controls, settings and links, which Word keeps beside the text."""

from __future__ import annotations

from collections.abc import Sequence

from tests.assemble.redact.docx_plants import DOCX, Channel, blank, saved, with_members
from tests.assemble.redact.plants import Plant

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SPACES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_RUN = "<w:r><w:t>word</w:t></w:r>"
_BITS = (
    f'<w:p {_SPACES}><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="{{n}}" name="{{v}}" '
    'descr="{s}" title="{s}"/></wp:inline></w:drawing></w:r></w:p>',
    f'<w:p {_SPACES}><w:r><w:pict><v:shape id="{{v}}" alt="{{s}}" o:title="{{s}}" href="https://x.example/{{v}}"/>'
    "</w:pict></w:r></w:p>",
    '<w:p><w:sdt><w:sdtPr><w:alias w:val="{s}"/><w:tag w:val="{v}"/><w:dataBinding w:xpath="/a[{v}]"/><w:dropDownList>'
    f'<w:listItem w:displayText="{{s}}" w:value="{{v}}"/></w:dropDownList></w:sdtPr><w:sdtContent>{_RUN}'
    "</w:sdtContent></w:sdt></w:p>",
    '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{v}"/><w:helpText w:val="{s}"/>'
    '<w:textInput><w:default w:val="{s}"/></w:textInput></w:ffData></w:fldChar></w:r></w:p>',
    f'<w:p><w:fldSimple w:instr=" MERGEFIELD &quot;{{s}}&quot; ">{_RUN}</w:fldSimple></w:p>',
    f'<w:p><w:smartTag w:element="{{e}}" w:uri="{{v}}"><w:smartTagPr><w:attr w:name="a" w:val="{{s}}"/>'
    f"</w:smartTagPr>{_RUN}</w:smartTag></w:p>",
    f"<w:p {_SPACES}><m:oMath><m:r><m:t>{{s}}</m:t></m:r></m:oMath></w:p>",
    f'<w:p {_SPACES}><mc:AlternateContent><mc:Choice Requires="wps">{_RUN}</mc:Choice><mc:Fallback><w:r><w:t>{{s}}'
    "</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>",
    f'<w:p><w:hyperlink w:anchor="{{v}}" w:tooltip="{{s}}" w:docLocation="{{v}}">{_RUN}</w:hyperlink></w:p>',
    "<w:p><w:r><w:ruby><w:rt><w:r><w:t>{s}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>word</w:t></w:r></w:rubyBase>"
    "</w:ruby></w:r></w:p>",
    '<w:p><w:pPr><w:rPr><w:rFonts w:ascii="{s}"/></w:rPr><w:pPrChange w:id="7" w:author="{v}" w:date="2026-01-01"/>'
    f"</w:pPr>{_RUN}</w:p>",
    '<w:p><w:moveFrom w:id="8" w:author="{v}"><w:r><w:t>{s}</w:t></w:r></w:moveFrom></w:p>',
)


def docx_fields(plants: Sequence[Plant]) -> bytes:
    """Alternative texts, content controls, form and merge fields, smart tags, formulas, fallbacks, ruby, moved text."""
    body = "".join(_BITS[n % len(_BITS)].format(n=n, s=p.sentence, v=p.value, e="e") for n, p in enumerate(plants))

    def change(name: str, data: bytes) -> bytes:
        return data.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1) if name == "word/document.xml" else data

    return with_members(saved(blank()), {}, change)


def docx_settings(plants: Sequence[Plant]) -> bytes:
    """Document variables, mail merge, names of styles and fonts, targets of links, web parts, old relations."""
    variables = "".join(f'<w:docVar w:name="v{n}" w:val="{p.sentence}"/>' for n, p in enumerate(plants))
    words = "; ".join(p.sentence for p in plants)
    settings = f'<w:docVars>{variables}</w:docVars><w:mailMerge><w:connectString w:val="{words}"/></w:mailMerge>'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="{p.sentence}"/><w:aliases w:val="{p.value}"/>'
        "</w:style>"
        for n, p in enumerate(plants)
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="rIdL{n}" Type="{kind}/{("hyperlink", "aFChunk", "attachedTemplate")[n % 3]}" '
        f'Target="https://x.example/{p.value.replace(" ", "%20")}" TargetMode="External"/>'
        for n, p in enumerate(plants)
    )
    ends = {
        "word/settings.xml": (b"</w:settings>", settings),
        "word/styles.xml": (b"</w:styles>", styles),
        "word/_rels/document.xml.rels": (b"</Relationships>", links),
    }

    def change(name: str, data: bytes) -> bytes:
        end, more = ends.get(name, (b"</w:none>", ""))
        return data.replace(end, more.encode() + end)

    members = {
        "word/webSettings2.xml": f"<w:webSettings {_W}><w:div w:id='{words}'/></w:webSettings>",
        "word/afchunk.mht": f"<html><body>{words}</body></html>",
        "word/fontTable2.xml": f"<w:fonts {_W}><w:font w:name='{words}'/></w:fonts>",
        "docProps/thumbnail.emf": words,
        "_rels/.rels.bak": words,
    }
    return with_members(saved(blank()), {name: body.encode() for name, body in members.items()}, change)


FIELDS: dict[str, tuple[str, Channel]] = {
    "docx hidden fields": (DOCX, docx_fields),
    "docx hidden settings": (DOCX, docx_settings),
}
