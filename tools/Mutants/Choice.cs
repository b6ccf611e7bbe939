using System.Globalization;

namespace KnowledgeBase.Mutants;

/// <summary>What the command line asks for.</summary>
/// <param name="Areas">The areas to try.</param>
/// <param name="Sample">How many mutants of each are drawn.</param>
/// <param name="Seed">What the drawing begins with: the same seed draws the same mutants.</param>
/// <param name="Only">Only mutants whose description has this text: a file, a kind or a line that is worked on.</param>
/// <param name="Except">No mutants whose description has this text; nothing is excepted when it is empty.</param>
/// <param name="ListsOnly">True to print the mutants instead of trying them.</param>
internal sealed record Choice(IReadOnlyList<Area> Areas, int Sample, int Seed, string Only, string Except, bool ListsOnly)
{
    public bool Has(Mutant mutant)
    {
        var text = mutant.ToString();
        return text.Contains(Only, StringComparison.Ordinal) && (Except.Length == 0 || !text.Contains(Except, StringComparison.Ordinal));
    }

    public static bool TryParse(string[] args, out Choice choice, out string problem)
    {
        choice = new Choice([], int.MaxValue, 1, "", "", false);
        var areas = new List<Area>();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--list":
                    choice = choice with { ListsOnly = true };
                    break;
                case "--only" when i + 1 < args.Length:
                    choice = choice with { Only = args[++i] };
                    break;
                case "--except" when i + 1 < args.Length:
                    choice = choice with { Except = args[++i] };
                    break;
                case "--sample" or "--seed" when i + 1 < args.Length
                    && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number):
                    choice = args[i++] == "--sample" ? choice with { Sample = number } : choice with { Seed = number };
                    break;
                case "all":
                    areas.AddRange(Area.All);
                    break;
                case var name when Area.All.FirstOrDefault(a => a.Name == name) is { } area:
                    areas.Add(area);
                    break;
                default:
                    problem = $"“{args[i]}” is neither an area nor an option with its value";
                    return false;
            }
        }

        choice = choice with { Areas = areas };
        problem = areas.Count == 0 ? "name an area, or all" : "";
        return areas.Count > 0;
    }
}
