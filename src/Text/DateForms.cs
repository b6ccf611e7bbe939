namespace KnowledgeBase.Text;

/// <summary>
/// Dates: 2023年3月5日, 二〇二三年三月五日, 2023-03-05, 2023.3.5 and 2023/3/5 are one, and 3月5日 and 3月5号, and 2023年3月, 2023-03 and 2023.3.
/// </summary>
internal static class DateForms
{
    public static void At(FoldedText text, int start, List<WrittenForm> forms)
    {
        if (!WrittenForms.BeginsFigure(text, start))
        {
            return;
        }

        var at = start;
        if (!WrittenForms.TryInteger(text, ref at, out var number))
        {
            return;
        }

        if (number is >= 1000 and < 3000 && at - start == 4)
        {
            AddOfYear(text, start, at, number, forms);
        }
        else if (Day(text, at, number, out var day) is > 0 and var end)
        {
            forms.Add(new WrittenForm(end - start, $"{number}月{day}日", WordKind.Time) { Parts = [$"{number}月"] });
        }
    }

    private static void AddOfYear(FoldedText text, int start, int at, int year, List<WrittenForm> forms)
    {
        if (at >= text.Length)
        {
            return;
        }

        var separator = text.Text[at];
        if (separator is '-' or '.' or '/' && Signs.IsDigit(text.Text[start]))
        {
            AddNumeric(text, start, at, year, forms);
        }
        else if (separator == '年')
        {
            var behindMonth = at + 1;
            if (WrittenForms.TryInteger(text, ref behindMonth, out var month) && month is >= 1 and <= 12
                && behindMonth < text.Length && text.Text[behindMonth] == '月')
            {
                if (Day(text, behindMonth, month, out var day) is > 0 and var end)
                {
                    forms.Add(OfDay(year, month, day, end - start));
                }

                forms.Add(new WrittenForm(behindMonth + 1 - start, $"{year}年{month}月", WordKind.Time));
            }

            forms.Add(new WrittenForm(at + 1 - start, $"{year}", WordKind.Time) { IsAlias = true });
        }
    }

    private static WrittenForm OfDay(int year, int month, int day, int length) =>
        new(length, $"{year}年{month}月{day}日", WordKind.Time) { Parts = [$"{year}年{month}月", $"{month}月{day}日"] };

    // 2023-03-05, and 2023-03 where the month has two digits: 2019-9 is a range or a score. 2019.6 is a month where it counts nothing.
    private static void AddNumeric(FoldedText text, int start, int at, int year, List<WrittenForm> forms)
    {
        var end = at + 1;
        if (!TwoDigits(text, ref end, out var month) || month is < 1 or > 12)
        {
            return;
        }

        var behindDay = end + 1;
        var goesOn = end + 1 < text.Length && text.Text[end] == text.Text[at] && Signs.IsDigit(text.Text[end + 1]);
        if (goesOn && TwoDigits(text, ref behindDay, out var day) && day is >= 1 and <= 31
            && !(behindDay + 1 < text.Length && text.Text[behindDay] == text.Text[at] && Signs.IsDigit(text.Text[behindDay + 1])))
        {
            forms.Add(OfDay(year, month, day, behindDay - start));
            AddAlias($"{month}月{day}日", behindDay);
            end = behindDay;
        }
        else if (goesOn || (end - at != 3 && !IsMonthWithPoint(text, at, end)))
        {
            return;
        }

        forms.Add(new WrittenForm(end - start, $"{year}年{month}月", WordKind.Time) { IsAlias = behindDay == end });
        AddAlias($"{year}年", end);
        AddAlias($"{year}", end);

        void AddAlias(string term, int to) => forms.Add(new WrittenForm(to - start, term, WordKind.Time) { IsAlias = true });
    }

    /// <summary>True for 2019.6 and 2019/6 where nothing behind them makes a figure of them, as 2019.6亿元 and 2019.6% do.</summary>
    private static bool IsMonthWithPoint(FoldedText text, int at, int end) => text.Text[at] is '.' or '/'
        && (end == text.Length || (!Signs.IsLetter(text.Text[end]) && text.Text[end] is not ('%' or '‰')
            && (!Signs.IsHan(text.Text[end]) || text.Text[end] is '至' or '到')));

    /// <summary>Reads 月 and the day behind it; 0 where they don't stand here.</summary>
    private static int Day(FoldedText text, int at, int month, out int day)
    {
        day = 0;
        if (month is < 1 or > 12 || at >= text.Length || text.Text[at] != '月')
        {
            return 0;
        }

        at++;
        return WrittenForms.TryInteger(text, ref at, out day) && day is >= 1 and <= 31
            && at < text.Length && text.Text[at] is '日' or '号' ? at + 1 : 0;
    }

    private static bool TwoDigits(FoldedText text, ref int at, out int value)
    {
        var start = at;
        return WrittenForms.TryInteger(text, ref at, out value) && at - start <= 2 && Signs.IsDigit(text.Text[start])
            && !text.BreakBefore(start);
    }
}
