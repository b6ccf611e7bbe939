using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>
/// Says whose a practice is: the unit that its sentences name, the one that they go on telling about, or the material's own.
/// </summary>
internal sealed class Units
{
    private const int LongestByline = 45;

    /// <summary>A unit acts on in the passage behind the one that names it, and no further.</summary>
    private const int MostPassagesBehind = 1;

    /// <summary>Whose report it is stands in so many first passages.</summary>
    private const int PassagesOfOpening = 2;

    /// <summary>Units that are remembered as openers of sentences: a bound on what a sentence of a whole book costs.</summary>
    private const int MostRemembered = 64;

    private readonly string _text;
    private readonly List<Statement> _statements;
    private readonly bool _isOfManyUnits;
    private readonly string? _home;
    private readonly List<string> _named = [];
    private string? _opener; // the first unit that the first passages name
    private int _lastPassage = -1; // where the last unit was named

    public Units(string text, List<Statement> statements, MaterialFacts facts)
    {
        (_text, _statements) = (text, statements);
        _isOfManyUnits = facts.Genre.Value == Genres.News;
        _home = HomeUnit(facts) ?? ActorFinder.OfAuthor(text);
    }

    /// <summary>Notes the units that a sentence names. Call it for every sentence, in order.</summary>
    public void Read(int index)
    {
        var s = _statements[index];
        if (s.Asks)
        {
            return;
        }

        Note(Byline(index), s.Passage);
        Note(s.Place, s.Passage);
        Note(ActorFinder.OfPerson(_text, s), s.Passage);
        Note(s.Actor, s.Passage);
    }

    /// <summary>
    /// The unit whose practice the sentences from <paramref name="first"/> to before <paramref name="end"/> tell, as the text writes it; or
    /// null.
    /// </summary>
    public string? ActorOf(int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (i > first)
            {
                Read(i);
            }

            if (_statements[i].Actor is { } actor)
            {
                var name = actor.In(_text);
                if (!ActorFinder.IsCommon(name))
                {
                    return name;
                }

                return (_statements[first].Spoken ? SpeakerBehind(end) : null)
                    ?? ActorFinder.Resolve(name, _named)
                    ?? (name.Length > 2 ? name : _home ?? name);
            }
        }

        if (_statements[first].Spoken && SpeakerBehind(end) is { } speaker)
        {
            return speaker;
        }

        // 甲县党建引领…: a unit that was named before opens the sentence, whatever it goes on with.
        if (Opener(_statements[first]) is { } opener)
        {
            return opener;
        }

        var last = _named.Count > 0 ? _named[^1] : null;
        // A report goes on about the unit that it opened with; what it named on the way is near or it is nobody.
        var isNear = _statements[first].Passage - _lastPassage <= MostPassagesBehind;
        return _isOfManyUnits && isNear ? last : _home ?? (isNear ? last : _isOfManyUnits ? null : _opener);
    }

    /// <summary>True when a sentence turns to another unit than those of one before it: 走进乙村，…, 甲县党建引领….</summary>
    public bool TurnsToOther(int first, int next)
    {
        var (head, tail) = (_statements[first], _statements[next]);
        var other = tail.Place?.In(_text) ?? Opener(tail);
        return other is not null && !_text.AsSpan(head.Start, head.End - head.Start).Contains(other, StringComparison.Ordinal);
    }

    private string? Opener(Statement statement)
    {
        for (var i = _named.Count - 1; i >= Math.Max(0, _named.Count - MostRemembered); i--)
        {
            if (ActorFinder.Opens(_text, statement, _named[i]))
            {
                return _named[i];
            }
        }

        return null;
    }

    // A line of its own above a sentence: 甲县委常委、宣传部部长  某某.
    private TextSpan? Byline(int index)
    {
        // A sentence that ends behind the line's start would stand in it, and the line is short: no need to look farther back than that,
        // which in a text without line breaks would be back to its beginning for every sentence.
        var s = _statements[index];
        var nearest = index > 0 ? Math.Min(_statements[index - 1].End, s.Start) : 0;
        var end = nearest + _text.AsSpan(nearest, s.Start - nearest).LastIndexOf('\n');
        if (end < nearest)
        {
            return null;
        }

        var farthest = Math.Max(0, end - LongestByline - 1);
        var before = _text.AsSpan(farthest, end - farthest).LastIndexOf('\n');
        var start = farthest + before + 1;
        if (end - start > LongestByline || (index > 0 && _statements[index - 1].End > start))
        {
            return null;
        }

        return ActorFinder.OfPerson(_text, new Statement(BehindSpace(start, end), end));
    }

    private int BehindSpace(int start, int end) =>
        end - _text.AsSpan(start, end - start).TrimStart().Length;

    // “…。”某社区党委书记某某说。
    private string? SpeakerBehind(int index) =>
        index < _statements.Count && !_statements[index].Spoken ? ActorFinder.OfPerson(_text, _statements[index])?.In(_text) : null;

    private void Note(TextSpan? unit, int passage)
    {
        // 各部门 is nobody whom the next sentences would go on about.
        if (unit?.In(_text) is not { } name || name[0] == '各' || ActorFinder.IsCommon(name))
        {
            return;
        }

        if (passage < PassagesOfOpening && !HoldsNumber(name))
        {
            _opener ??= name;
        }

        if (_named.Count == 0 || _named[^1] != name)
        {
            _named.Add(name);
        }

        _lastPassage = passage;
    }

    // 全局14个党支部, 一名镇党委, 各级党组织: many, or one of many.
    private static bool HoldsNumber(string name) =>
        name.AsSpan().ContainsAnyInRange('0', '9') || name.AsSpan().ContainsAny('名', '各');

    // Whose practices they are when a sentence doesn't say; the text may name the issuer more fully than the facts do.
    private string? HomeUnit(MaterialFacts facts)
    {
        // 某部部长  某某 speaks, but it is no unit that acts.
        var home = facts.Issuer?.Value is { } issuer && ActorFinder.IsUnit(issuer) ? issuer : ActorFinder.InTitle(facts.Title);
        var first = _statements.Find(s => s.Actor is not null)?.Actor?.In(_text);
        return home is not null && first is not null && first.StartsWith(home, StringComparison.Ordinal) ? first : home;
    }
}
