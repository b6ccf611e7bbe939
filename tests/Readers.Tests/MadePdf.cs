using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace KnowledgeBase.Readers.Tests;

/// <summary>Makes PDF files: text where a test wants it, in a font that says what its letters mean and is not embedded.</summary>
internal sealed class MadePdf
{
    private readonly List<Page> _pages = [];
    private readonly SortedSet<char> _used = [];

    /// <summary>Compresses the pages' content.</summary>
    public bool IsPacked { get; init; }

    /// <summary>Letters whose meaning the font does not tell.</summary>
    public string Unknown { get; init; } = "";

    /// <summary>Begins a page; sizes are points.</summary>
    public MadePdf NewPage(double width = 600, double height = 800, int rotate = 0, string box = "")
    {
        _pages.Add(new Page(width, height, rotate, box));
        return this;
    }

    /// <summary>Writes words.</summary>
    /// <param name="words">The words.</param>
    /// <param name="x">Where they begin, from the left.</param>
    /// <param name="y">Where their line stands, from the top.</param>
    /// <param name="size">Height of the letters.</param>
    /// <param name="degrees">How far they are turned, against the clock.</param>
    /// <param name="spacing">Points between letters.</param>
    public MadePdf Text(string words, double x, double y, double size = 12, double degrees = 0, double spacing = 0)
    {
        var page = Current;
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        page.Content.Append(CultureInfo.InvariantCulture, $"BT /F1 {size} Tf {spacing} Tc {cos:F5} {sin:F5} {-sin:F5} {cos:F5} {x} {page.Height - y} Tm <");
        foreach (var c in words)
        {
            _used.Add(c);
            page.Content.Append(CultureInfo.InvariantCulture, $"{(int)c:X4}");
        }

        page.Content.Append("> Tj ET\n");
        return this;
    }

    /// <summary>Shows a grey picture over the whole page.</summary>
    public MadePdf Picture()
    {
        Current.HasPicture = true;
        Current.Content.Append(CultureInfo.InvariantCulture, $"q {Current.Width} 0 0 {Current.Height} 0 0 cm /I1 Do Q\n");
        return this;
    }

    /// <summary>Adds operators as they are.</summary>
    public MadePdf Raw(string operators)
    {
        Current.Content.Append(operators);
        return this;
    }

    /// <summary>Adds entries to the page's dictionary.</summary>
    public MadePdf With(string entries)
    {
        Current.Entries += entries;
        return this;
    }

    /// <summary>The file.</summary>
    /// <param name="catalog">Entries of its catalog.</param>
    /// <param name="objects">Further objects, numbered from 100 on.</param>
    public byte[] Build(string catalog = "", params string[] objects)
    {
        var made = new SortedDictionary<int, byte[]>
        {
            [1] = Ascii($"<</Type/Catalog/Pages 2 0 R{catalog}>>"),
            [2] = Ascii($"<</Type/Pages/Count {_pages.Count}/Kids[{string.Join(' ', _pages.Select((_, i) => $"{10 + (2 * i)} 0 R"))}]>>"),
            [3] = Ascii("<</Type/Font/Subtype/Type0/BaseFont/Made/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>"),
            [4] = Ascii("<</Type/Font/Subtype/CIDFontType2/BaseFont/Made/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/W[32 126 500]/FontDescriptor 5 0 R>>"),
            [5] = Ascii("<</Type/FontDescriptor/FontName/Made/Flags 4/FontBBox[0 -140 1000 860]/ItalicAngle 0/Ascent 860/Descent -140/CapHeight 700/StemV 80>>"),
            [6] = Stream("", Ascii(Meanings())),
            [7] = Stream("/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", [0x80]),
        };
        for (var i = 0; i < _pages.Count; i++)
        {
            var page = _pages[i];
            var box = page.Box.Length > 0 ? page.Box : string.Create(CultureInfo.InvariantCulture, $"0 0 {page.Width} {page.Height}");
            made[10 + (2 * i)] = Ascii(
                $"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Rotate {page.Rotate}/Resources<</Font<</F1 3 0 R>>"
                + $"{(page.HasPicture ? "/XObject<</I1 7 0 R>>" : "")}>>/Contents {11 + (2 * i)} 0 R{page.Entries}>>");
            made[11 + (2 * i)] = IsPacked
                ? Stream("/Filter/FlateDecode", Packed(Ascii(page.Content.ToString())))
                : Stream("", Ascii(page.Content.ToString()));
        }

        for (var i = 0; i < objects.Length; i++)
        {
            made[100 + i] = Ascii(objects[i]);
        }

        return Write(made);
    }

    /// <summary>Parts words into lines as programs do: figures and Latin words stay whole, no line begins with a closing mark.</summary>
    /// <param name="words">The words.</param>
    /// <param name="width">Widths of an ideograph that fit into a line.</param>
    public static List<string> Wrapped(string words, double width)
    {
        var lines = new List<string>();
        var from = 0;
        while (from < words.Length)
        {
            var end = from;
            for (var wide = 0.0; end < words.Length && (wide += char.IsAscii(words[end]) ? 0.5 : 1) <= width; end++)
            {
            }

            while (end < words.Length && end > from + 1
                && ((char.IsAscii(words[end]) && char.IsAscii(words[end - 1])) || "，。、；”）".Contains(words[end], StringComparison.Ordinal)))
            {
                end--;
            }

            lines.Add(words[from..end]);
            from = end;
        }

        return lines;
    }

    /// <summary>Bytes as zlib packs them.</summary>
    public static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>An object with a stream.</summary>
    public static byte[] Stream(string entries, byte[] content) =>
        [.. Ascii($"<<{entries}/Length {content.Length}>>\nstream\n"), .. content, .. Ascii("\nendstream")];

    /// <summary>A file of these objects, with the table that says where they are.</summary>
    public static byte[] Write(SortedDictionary<int, byte[]> objects, string trailer = "")
    {
        using var file = new MemoryStream();
        file.Write(Ascii("%PDF-1.5\n"));
        var places = new StringBuilder();
        foreach (var (number, content) in objects)
        {
            places.Append(CultureInfo.InvariantCulture, $"{number} 1\n{file.Length:D10} 00000 n \n");
            file.Write([.. Ascii($"{number} 0 obj\n"), .. content, .. Ascii("\nendobj\n")]);
        }

        var table = file.Length;
        file.Write(Ascii($"xref\n0 1\n0000000000 65535 f \n{places}trailer\n<</Size {objects.Keys.Max() + 1}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n"));
        return file.ToArray();
    }

    public static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    private Page Current => _pages.Count > 0 ? _pages[^1] : NewPage()._pages[^1];

    private string Meanings()
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Made def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        foreach (var some in _used.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{some.Length} beginbfchar\n");
            foreach (var c in some)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{(int)c:X4}> <{(Unknown.Contains(c, StringComparison.Ordinal) ? 0xFFFD : c):X4}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap end end\n").ToString();
    }

    private sealed class Page(double width, double height, int rotate, string box)
    {
        public double Width { get; } = width;

        public double Height { get; } = height;

        public int Rotate { get; } = rotate;

        public string Box { get; } = box;

        public StringBuilder Content { get; } = new();

        public bool HasPicture { get; set; }

        public string Entries { get; set; } = "";
    }
}
