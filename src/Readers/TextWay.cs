namespace KnowledgeBase.Readers;

/// <summary>The directions in which the letters of a page run.</summary>
internal enum TextWay
{
    Right,
    Up,
    Left,
    Down,
    Slanted,
}

/// <summary>
/// Pages as one sees them who turns them so that their letters stand upright. Places count from the left and from the top.
/// </summary>
internal static class TextWays
{
    /// <summary>How much a line may rise or fall, as a share of its length, and run straight all the same.</summary>
    private const double Straight = 0.12;

    /// <summary>What of a character's size stands above the line that it stands on.</summary>
    public const double Above = 0.86;

    private const double Below = 0.14;

    /// <summary>The way in which what runs so far to the right and so far down runs.</summary>
    public static TextWay Of(double right, double down) =>
        Math.Abs(down) <= Straight * Math.Abs(right) ? right >= 0 ? TextWay.Right : TextWay.Left
        : Math.Abs(right) <= Straight * Math.Abs(down) ? down < 0 ? TextWay.Up : TextWay.Down
        : TextWay.Slanted;

    /// <summary>True for a page that lies on its side.</summary>
    public static bool IsTurned(this TextWay way) => way is TextWay.Up or TextWay.Down;

    /// <summary>Words with their place on the turned page.</summary>
    /// <param name="words">The words.</param>
    /// <param name="start">Where the line begins that they stand on, on the page as it lies.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="size">Size of their characters.</param>
    /// <param name="way">The way in which they run.</param>
    /// <param name="width">Width of the page as it lies.</param>
    /// <param name="height">Its height.</param>
    public static PageLine Piece(
        string words, (double X, double Y) start, (double X, double Y) end, double size, TextWay way, double width, double height)
    {
        (start, end) = (Turned(start, way, width, height), Turned(end, way, width, height));
        return new PageLine(
            words, Math.Min(start.X, end.X), start.Y - (Above * size), Math.Max(start.X, end.X), start.Y + (Below * size));
    }

    /// <summary>
    /// True for what stands beside the page, by its place on the turned page; width and height are those of the page itself.
    /// </summary>
    public static bool IsOutside(PageLine piece, TextWay way, double width, double height)
    {
        var (across, down) = way.IsTurned() ? (height, width) : (width, height);
        return piece.Right < 0 || piece.Left > across || piece.Bottom < 0 || piece.Top > down;
    }

    private static (double X, double Y) Turned((double X, double Y) point, TextWay way, double width, double height) => way switch
    {
        TextWay.Up => (height - point.Y, point.X),
        TextWay.Left => (width - point.X, height - point.Y),
        TextWay.Down => (point.Y, width - point.X),
        _ => point,
    };
}
