using System.Globalization;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.StudyPacks;

/// <summary>Chooses what goes into a study pack, from searches alone.</summary>
internal sealed class StudyPackMaker(
    Library library, (string Id, string Name)? theme, string? query, int minutes, CancellationToken cancellationToken)
{
    private static readonly StudyPackPlan Plan = StudyPackPlan.Default;

    private readonly List<string> _notes = [];
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _materials = new(StringComparer.Ordinal);
    private int _characters = minutes * Plan.CharactersPerMinute;

    private string Topic => query is null ? theme!.Value.Name : query;

    public StudyPack Make()
    {
        var all = _characters;
        var policy = Passages([Plan.Policy], all - (int)(all * Plan.PolicyShare), "政策要求");
        var speeches = Passages(Plan.Speeches, all - (int)(all * (Plan.PolicyShare + Plan.SpeechShare)), "讲话");
        var cases = Cases();
        if (policy.Count + speeches.Count + cases.Count == 0)
        {
            _notes.Insert(0, $"库中没有与“{Topic}”有关、可供学习的内容。");
        }

        return new StudyPack
        {
            Title = $"“{Topic}”学习包",
            Theme = theme?.Id,
            Query = query,
            Minutes = minutes,
            ReadingMinutes = Math.Round((double)(all - _characters) / Plan.CharactersPerMinute, 1),
            Policy = policy,
            Speeches = speeches,
            Cases = cases,
            Questions = new StudyQuestions(library, policy, speeches, cases).Make(),
            Notes = [.. _notes.Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>Passages of the first group of genres that has any, of every material at most a few.</summary>
    /// <param name="groups">Groups of genres, the wanted one first.</param>
    /// <param name="rest">Characters that are left for what comes behind.</param>
    /// <param name="name">What is looked for.</param>
    private List<StudyPiece> Passages(IReadOnlyList<IReadOnlyList<string>> groups, int rest, string name)
    {
        var chosen = new List<StudyPiece>();
        foreach (var genres in groups)
        {
            var perMaterial = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var entry in Requests().SelectMany(request => Found(request with { Genres = genres })))
            {
                var (material, passage) = (MaterialReference.Of(entry.Material), entry.Passage);
                var text = passage.Text.Trim();
                if (text.Length >= Plan.ShortestPassage && text.Length <= _characters - rest
                    && perMaterial.GetValueOrDefault(material.Id) < Plan.PassagesPerMaterial && IsNew(material.Id, text))
                {
                    perMaterial[material.Id] = perMaterial.GetValueOrDefault(material.Id) + 1;
                    chosen.Add(Piece(
                        ClipId.OfPassage(material.Id, passage.Ordinal), material, HeadOf(passage.HeadingPath, text), null, text,
                        WhyOf(material)));
                }
            }

            if (chosen.Count > 0)
            {
                return chosen;
            }
        }

        _notes.Add($"库中没有与“{Topic}”有关的{name}。");
        return chosen;
    }

    /// <summary>
    /// Practices, the best first, each of another unit and another material. One that tells of the same thing done as one before comes only
    /// where there is room behind all others, and there are never three.
    /// </summary>
    private List<StudyPiece> Cases()
    {
        var chosen = new List<(StudyPiece Piece, Practice Practice)>();
        var units = new HashSet<string>(StringComparer.Ordinal);
        var materials = new HashSet<string>(StringComparer.Ordinal);
        var later = new List<PracticeEntry>();
        var request = Requests()[^1] with { Sort = ViewSort.Copyable };
        foreach (var entry in library.Practices(request, cancellationToken).Entries)
        {
            Take(entry, mostAlike: 0);
        }

        foreach (var entry in later.ToArray())
        {
            Take(entry, mostAlike: 1);
        }

        if (chosen.Count == 0)
        {
            _notes.Add($"库中没有与“{Topic}”有关的做法案例。");
        }

        return [.. chosen.Select(c => c.Piece)];

        void Take(PracticeEntry entry, int mostAlike)
        {
            var (material, practice) = (MaterialReference.Of(entry.Material), entry.Practice);
            var text = practice.Act.Trim();
            var known = practice.Actor ?? material.Issuer;
            var unit = known ?? $"《{material.Title}》";
            if (text.Length == 0 || text.Length > _characters || materials.Contains(material.Id) || units.Contains(unit))
            {
                return;
            }

            if (chosen.Count(c => library.TellTheSame(c.Practice, practice)) > mostAlike)
            {
                later.Add(entry);
            }
            else if (IsNew(material.Id, text))
            {
                materials.Add(material.Id);
                units.Add(unit);
                var head = practice.Name is { Length: > 0 } name ? name : $"{unit}的做法";
                var why = $"{unit}的做法{Shown(practice.Results.Count, practice.Recognitions.Count)}，"
                    + $"可借鉴程度为{practice.Grade}级（满分3级），供对照政策要求讨论。";
                chosen.Add((Piece(ClipId.OfPractice(material.Id, entry.Number), material, head, known, text, why), practice));
            }
        }
    }

    /// <summary>
    /// What is asked: first, where only a theme is wanted, passages of the theme that also say its name, the best first; then all.
    /// </summary>
    private List<ViewRequest> Requests()
    {
        var all = new ViewRequest { Query = query ?? "", Themes = theme is { } t ? [t.Id] : [], Size = Plan.Candidates };
        return query is null ? [all with { Query = theme!.Value.Name }, all] : [all];
    }

    private IReadOnlyList<PassageEntry> Found(ViewRequest request)
    {
        var list = library.Passages(request, cancellationToken);
        if (request.Query == query)
        {
            _notes.AddRange(list.Warnings);
        }

        return list.Entries;
    }

    /// <summary>
    /// Takes words that were not taken yet. Of the copies of one text only one gives any, lest it be read twice in two versions.
    /// </summary>
    private bool IsNew(string material, string text)
    {
        var original = library.Using(snapshot => snapshot.Families.TextOf(material)[0]);
        if (_materials.GetValueOrDefault(original, material) != material || !_texts.Add(FoldedText.Fold(text)))
        {
            return false;
        }

        _materials[original] = material;
        return true;
    }

    private StudyPiece Piece(ClipId id, MaterialReference material, string head, string? unit, string text, string why)
    {
        _characters -= text.Length;
        return new StudyPiece(
            id.ToString(), id.Kind, head, unit, text, material.Citation, material,
            Math.Round((double)text.Length / Plan.CharactersPerMinute, 2), why);
    }

    private string WhyOf(MaterialReference material)
    {
        var tier = material.Tier is { Length: > 0 } known ? $"{known}级" : "";
        var year = material.Year is { } of ? of.ToString(CultureInfo.InvariantCulture) + "年的" : "";
        return Plan.Policy.Contains(material.Genre, StringComparer.Ordinal)
            ? $"{year}{tier}{material.Genre}直接讲到“{Topic}”，用来弄清要求是什么。"
            : $"{year}{tier}{material.Genre}阐述“{Topic}”，用来领会为什么这样要求。";
    }

    private static string Shown(int figures, int recognitions) => (figures, recognitions) switch
    {
        ( > 0, > 0) => $"有{figures}项数据、{recognitions}项认可",
        ( > 0, _) => $"有{figures}项数据",
        (_, > 0) => $"有{recognitions}项认可",
        _ => "写明了怎样做",
    };

    private static string HeadOf(IReadOnlyList<string> path, string text) =>
        path is [.., var heading] && heading.Trim().Length > 0 ? heading.Trim() : StudyQuestions.Opening(text);
}
