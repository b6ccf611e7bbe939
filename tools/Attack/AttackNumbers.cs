using System.Globalization;

namespace KnowledgeBase.Attack;

/// <summary>The numbers that an attack is given: how many times, and the seed of its chances.</summary>
internal static class AttackNumbers
{
    /// <summary>Both numbers; none or nought times is the usual count, and the seed of none is 0.</summary>
    /// <param name="args">Numbers alone.</param>
    /// <param name="usual">How many times where that is not said.</param>
    /// <exception cref="FormatException">One is no number.</exception>
    public static (int Count, int Seed) Of(IEnumerable<string> args, int usual)
    {
        int[] numbers = [.. args.Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
        return (numbers.ElementAtOrDefault(0) is > 0 and var given ? given : usual, numbers.ElementAtOrDefault(1));
    }
}
