using System.Text;

namespace KnowledgeBase.Text.Tests;

/// <summary>Random strings of what texts are made of, and of what breaks programs.</summary>
internal static class RandomText
{
    private const string Usual = "党建引领基层治理三会一课主题党日二十大百分之三十个维护的是在了和2023年10月5日，。、；：“”《》（）\n ";
    private const string Odd = "黨國與學ＡｂＣ０９！％…—·\t\u3000\u200B\u0301\uFE0F㎡㈠①½éßİ\uD83D\uDE00\uD842\uDFB7\uD800\uDC00\uDB40\uDD00*X×○";

    public static string Next(Random random, int maximum)
    {
        var builder = new StringBuilder();
        for (var length = random.Next(maximum + 1); builder.Length < length;)
        {
            builder.Append(random.Next(10) switch
            {
                < 6 => Usual[random.Next(Usual.Length)],
                < 9 => Odd[random.Next(Odd.Length)],
                _ => (char)random.Next(0x10000),
            });
        }

        return builder.ToString();
    }
}
