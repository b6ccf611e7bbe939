using System.Globalization;
using System.Xml.Linq;

namespace KnowledgeBase.Readers;

/// <summary>
/// The pieces of text on a page of an OFD file, at the places of their characters: the boundary of an object may be as wide as its line or
/// as large as the page, and one object may hold the cells of a whole row.
/// </summary>
/// <param name="width">Width of the page in millimetres.</param>
/// <param name="height">Its height.</param>
/// <param name="units">Drawings that are named and used on pages, by their ID.</param>
internal sealed class OfdPieces(double width, double height, IReadOnlyDictionary<string, XElement> units)
{
    /// <summary>Drawings lie in one another no deeper.</summary>
    private const int DeepestUnit = 8;

    /// <summary>Characters of a drawing; what rules a table has a few.</summary>
    private const int LongestPath = 4096;

    /// <summary>Pieces of one page; no page that people read has a hundredth of it.</summary>
    private const int MostPieces = 1 << 18;

    private readonly Dictionary<(string, int, int), PageLine> _seen = [];
    private int _pieces;

    /// <summary>What is seen on the page, by the way in which it runs.</summary>
    public SortedDictionary<TextWay, List<PageLine>> Ways { get; } = [];

    /// <summary>The lines that are drawn on the page.</summary>
    public PageRules Rules { get; } = new(width);

    /// <summary>What is not seen: hidden, beside the page.</summary>
    public List<string> Hidden { get; } = [];

    /// <summary>What is set a second time in its place.</summary>
    public List<string> Repeated { get; } = [];

    /// <summary>Takes in everything under an element.</summary>
    /// <param name="content">The element.</param>
    /// <param name="left">What its coordinates count from.</param>
    /// <param name="top">The same, from the top.</param>
    public void Add(XElement content, double left = 0, double top = 0) => Add(content, Place.At(left, top), 0, isHidden: false);

    private void Add(XElement content, Place around, int depth, bool isHidden)
    {
        foreach (var element in content.DescendantsAndSelf())
        {
            switch (element.Name.LocalName)
            {
                case "TextObject":
                    Text(element, around, isHidden);
                    break;
                case "PathObject" when !isHidden && !IsHidden(element):
                    Path(element, Place.Of(element).Within(around));
                    break;
                case "CompositeObject" when depth < DeepestUnit && element.Attribute("ResourceID")?.Value is { } id
                    && units.TryGetValue(id, out var unit):
                    Add(unit, Place.Of(element).Within(around), depth + 1, isHidden || IsHidden(element));
                    break;
            }
        }
    }

    private static bool IsHidden(XElement element) => element.Attribute("Visible")?.Value == "false";

    /// <summary>Takes in the straight lines of a drawing: <c>M x y L x y … C</c>, C closes.</summary>
    private void Path(XElement element, Place place)
    {
        var data = element.Elements().FirstOrDefault(e => e.Name.LocalName == "AbbreviatedData")?.Value ?? "";
        if (data.Length > LongestPath)
        {
            return;
        }

        (double X, double Y)? start = null, last = null;
        var parts = data.Split((char[])[' ', ',', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            var point = i + 2 < parts.Length && parts[i] is "M" or "S" or "L" ? PointOf(parts[i + 1], parts[i + 2], place) : null;
            switch (parts[i])
            {
                case "M" or "S":
                    start = last = point;
                    i += 2;
                    break;
                case "L":
                    Line(last, point);
                    last = point;
                    i += 2;
                    break;
                case "C":
                    Line(last, start);
                    last = start;
                    break;
                case "B" or "Q" or "A":
                    last = null;
                    break;
            }
        }

        void Line((double X, double Y)? from, (double X, double Y)? to)
        {
            if (from is { } a && to is { } b)
            {
                Rules.Add(a.X, a.Y, b.X, b.Y);
            }
        }
    }

    private static (double X, double Y)? PointOf(string x, string y, Place place) =>
        OfdReader.Numbers(x) is [var across] && OfdReader.Numbers(y) is [var down] ? place.Point(across, down) : null;

    private void Text(XElement element, Place around, bool isHidden)
    {
        var codes = element.Descendants().Where(e => e.Name.LocalName == "TextCode" && !string.IsNullOrWhiteSpace(e.Value)).ToList();
        if (codes.Count == 0)
        {
            return;
        }

        var box = OfdReader.Numbers(element.Attribute("Boundary")?.Value);
        if (isHidden || IsHidden(element) || box.Count != 4)
        {
            Hidden.Add(string.Concat(codes.Select(c => WithoutControls(c.Value))));
            return;
        }

        var place = Place.Of(element);
        var size = OfdReader.Numbers(element.Attribute("Size")?.Value) is [var given, ..] && given > 0 ? given : box[3];
        double x = 0, y = double.NaN;
        var runs = new List<Run>();
        foreach (var code in codes)
        {
            // What a code doesn't say of its place is that of the one in front of it.
            x = OfdReader.Numbers(code.Attribute("X")?.Value) is [var ownX, ..] ? ownX : runs.Count > 0 ? runs[^1].EndX : x;
            y = OfdReader.Numbers(code.Attribute("Y")?.Value) is [var ownY, ..] ? ownY : y;
            runs.Add(Run.Of(code, x, double.IsNaN(y) ? TextWays.Above * size : y, size));
        }

        foreach (var run in runs)
        {
            run.Fit(place, box);
            foreach (var (from, end) in run.Parts())
            {
                Piece(run, from, end, place.Within(around));
            }
        }
    }

    private void Piece(Run run, int from, int end, Place place)
    {
        while (from < end && char.IsWhiteSpace(run.Words[from]))
        {
            from++;
        }

        while (end > from && char.IsWhiteSpace(run.Words[end - 1]))
        {
            end--;
        }

        if (from == end)
        {
            return;
        }

        if (++_pieces > MostPieces)
        {
            throw new RefusedException($"One of its pages has more than {MostPieces:N0} pieces of text.");
        }

        var words = run.Words[from..end];
        var size = Math.Max(0.1, run.Size * place.Scale);
        var start = place.Point(run.X[from], run.Y[from]);
        var last = run.IsStacked
            ? place.Point(run.X[from], run.Y[end - 1] + run.Size)
            : place.Point(run.X[end - 1] + run.WidthOf(end - 1), run.Y[from]);
        var way = TextWays.Of(last.X - start.X, last.Y - start.Y);
        if (run.IsStacked)
        {
            // Upright characters one below the other: the line runs down through their middles.
            var above = place.Point(run.X[from], run.Y[from] - (TextWays.Above * run.Size));
            (start, last) = ((above.X, above.Y), (above.X, last.Y));
        }

        var piece = TextWays.Piece(words, start, last, size, way, width, height);
        if (TextWays.IsOutside(piece, way, width, height))
        {
            Hidden.Add(words);
        }
        else if (PagePieces.IsTwice(piece, _seen))
        {
            Repeated.Add(words);
        }
        else
        {
            (Ways.TryGetValue(way, out var pieces) ? pieces : Ways[way] = []).Add(piece);
        }
    }

    /// <summary>Line ends and characters that no text holds; each keeps its place among the distances.</summary>
    private static string WithoutControls(string words) =>
        words.Any(char.IsControl) ? string.Concat(words.Select(c => char.IsControl(c) ? ' ' : c)) : words;

    /// <summary>Where an object's own coordinates lie on the page: turned and stretched by a matrix, then moved.</summary>
    private readonly record struct Place(double A, double B, double C, double D, double Left, double Top)
    {
        /// <summary>How much larger characters are than their size says.</summary>
        public double Scale => Math.Sqrt(Math.Abs((A * D) - (B * C)));

        public static Place At(double left, double top) => new(1, 0, 0, 1, left, top);

        public static Place Of(XElement element)
        {
            var (left, top) = OfdReader.Numbers(element.Attribute("Boundary")?.Value) is [var x, var y, ..] ? (x, y) : (0, 0);
            return OfdReader.Numbers(element.Attribute("CTM")?.Value) is [var a, var b, var c, var d, var e, var f]
                && Math.Abs((a * d) - (b * c)) > 1e-9
                ? new Place(a, b, c, d, left + e, top + f)
                : At(left, top);
        }

        public Place Within(Place outer)
        {
            var (left, top) = outer.Point(Left, Top);
            return new Place(
                (A * outer.A) + (B * outer.C), (A * outer.B) + (B * outer.D), (C * outer.A) + (D * outer.C), (C * outer.B) + (D * outer.D),
                left, top);
        }

        public (double X, double Y) Point(double x, double y) => (Left + (A * x) + (C * y), Top + (B * x) + (D * y));
    }

    /// <summary>The characters of one code, each with its place among the object's own coordinates.</summary>
    private sealed class Run
    {
        /// <summary>A box that leaves less of a run than this says nothing of its width.</summary>
        private const double NarrowestShare = 0.4;

        /// <summary>A box that is wider than its characters by more than this is as wide as the line.</summary>
        private const double WidestFilled = 1.6;

        private double _narrowing = 1;

        private Run(string words, double size, double[] x, double[] y) => (Words, Size, X, Y) = (words, size, x, y);

        public string Words { get; }

        public double Size { get; }

        public double[] X { get; }

        public double[] Y { get; }

        /// <summary>True for upright characters one below the other.</summary>
        public bool IsStacked { get; private init; }

        /// <summary>True when the file says where each character stands.</summary>
        private bool HasPlaces { get; init; }

        public double EndX => X[^1] + WidthOf(X.Length - 1);

        public static Run Of(XElement code, double x, double y, double size)
        {
            var words = WithoutControls(code.Value);
            var (across, down) = (Deltas(code.Attribute("DeltaX")?.Value), Deltas(code.Attribute("DeltaY")?.Value));
            var isStacked = words.Length > 1 && down.Count > 0 && down.Take(words.Length - 1).All(d => d > 0.3 * size)
                && across.Take(words.Length - 1).All(d => Math.Abs(d) < 0.3 * size);
            var (xs, ys) = (new double[words.Length], new double[words.Length]);
            for (var i = 0; i < words.Length; i++)
            {
                (xs[i], ys[i]) = (x, y);
                x += isStacked ? 0 : i < across.Count ? across[i] : Width(words[i], size);
                y += isStacked && i < down.Count ? down[i] : isStacked ? size : 0;
            }

            return new Run(words, size, xs, ys) { IsStacked = isStacked, HasPlaces = across.Count >= words.Length - 1 };
        }

        public double WidthOf(int at) => Width(Words[at], Size) * _narrowing;

        /// <summary>
        /// Nothing is seen outside of an object's box: characters that would run out of it are narrower. Where the file doesn't say how far
        /// apart they stand, they fill a box that is a little wider.
        /// </summary>
        public void Fit(Place place, List<double> box)
        {
            var room = (box[2] / Math.Max(1e-6, Math.Sqrt((place.A * place.A) + (place.B * place.B)))) - X[0];
            var taken = EndX - X[0];
            var fits = HasPlaces ? taken <= room : taken * WidestFilled < room;
            if (IsStacked || fits || room < NarrowestShare * taken)
            {
                return;
            }

            _narrowing = room / taken;
            for (var i = 1; i < X.Length; i++)
            {
                X[i] = X[0] + ((X[i] - X[0]) * _narrowing);
            }
        }

        /// <summary>Characters that follow one another closely; cells of a row may stand apart in one object.</summary>
        public IEnumerable<(int From, int End)> Parts()
        {
            var from = 0;
            for (var i = 1; i < Words.Length && !IsStacked; i++)
            {
                var gap = X[i] - X[i - 1] - WidthOf(i - 1);
                if (gap > PagePieces.Gap * Size || gap < -2 * Size)
                {
                    yield return (from, i);
                    from = i;
                }
            }

            yield return (from, Words.Length);
        }

        private static double Width(char c, double size) => InlineText.IsWide(c) ? size : size / 2;

        /// <summary>Distances; <c>g 3 5.6</c> stands for three times 5.6.</summary>
        private static List<double> Deltas(string? text)
        {
            var parts = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var deltas = new List<double>();
            for (var i = 0; i < parts.Length; i++)
            {
                if (parts[i] == "g" && i + 2 < parts.Length && int.TryParse(parts[i + 1], CultureInfo.InvariantCulture, out var count)
                    && Number(parts[i + 2]) is { } repeated)
                {
                    deltas.AddRange(Enumerable.Repeat(repeated, Math.Clamp(count, 0, MostPieces - deltas.Count)));
                    i += 2;
                }
                else if (Number(parts[i]) is { } number && deltas.Count < MostPieces)
                {
                    deltas.Add(number);
                }
            }

            return deltas;
        }

        private static double? Number(string text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? number
                : null;
    }
}
