using KnowledgeBase.Duplicates;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Understanding.Practices;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Drafts;

/// <summary>
/// Checks a draft: formulations that match, almost match, are out of date or unknown; 《titles》 that nobody knows; figures that contradict
/// each other; stretches that stand in the library.
/// </summary>
public sealed class DraftCheck
{
    private readonly WordingFinder _finder;
    private readonly NearMissFinder _nearMisses;
    private readonly Library? _library;

    /// <summary>
    /// Checks against a glossary alone, for any number of threads. With a library it is <see cref="LibraryDrafts.CheckDraft"/>.
    /// </summary>
    /// <param name="finder">Knows the formulations.</param>
    public DraftCheck(WordingFinder finder)
        : this(new NearMissFinder(finder), null)
    {
    }

    /// <param name="nearMisses">Knows the formulations and what is almost one; takes a while to make, so it is best kept.</param>
    /// <param name="library">What the draft is laid beside, standing still; null for the glossary alone.</param>
    internal DraftCheck(NearMissFinder nearMisses, Library? library)
    {
        _finder = nearMisses.Finder;
        _nearMisses = nearMisses;
        _library = library;
    }

    private string Asked => _library is null ? "词表中" : "词表和材料库中都";

    /// <summary>Checks a draft.</summary>
    /// <param name="text">The draft's text; line ends as <c>\n</c>.</param>
    /// <param name="cancellationToken">Looked at between findings, by each search and for each material that is compared.</param>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public DraftReport Check(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var hits = _finder.FindHits(text, cancellationToken);
        var misses = _nearMisses.Find(text, hits, cancellationToken);
        var findings = misses.Select(ReportMiss).ToList();
        var (next, missed) = (0, 0); // the first near-miss behind the hit, and how far those before it reach
        foreach (var hit in hits)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (; next < misses.Count && misses[next].Start <= hit.Start; next++)
            {
                missed = Math.Max(missed, misses[next].End);
            }

            if (hit.End <= missed)
            {
                continue;
            }

            var finding = hit.Kind == WordingKind.Title
                ? CheckTitle(text, hit, cancellationToken)
                : CheckWording(text, hit, cancellationToken);

            // Parallel clauses that nobody put in quotes are prose until the library knows them.
            if (finding.Kind != DraftFindingKind.Unknown || hit.Marked || hit.Kind != WordingKind.Fixed)
            {
                findings.Add(finding);
            }
        }

        foreach (var (first, second, what) in FigureContradictions.Find(text))
        {
            findings.Add(new DraftFinding
            {
                Kind = DraftFindingKind.Contradiction,
                Start = second.Start,
                End = second.End,
                Text = text[second.Start..second.End],
                Other = new TextSpan(first.Start, first.End),
                Message = first == second ? $"{what}，请核对。" : $"与前文{Quotes.Around(text[first.Start..first.End])}不一致（{what}），请核对。",
            });
        }

        if (_library is not null)
        {
            findings.AddRange(VerbatimSearch.Find(_library, text, cancellationToken).Select(passage => ReportVerbatim(text, passage)));
        }

        return new DraftReport([.. findings.OrderBy(f => f.Start).ThenByDescending(f => f.End)]);
    }

    private static DraftFinding ReportMiss(NearMiss miss) => new()
    {
        Kind = DraftFindingKind.NearMiss,
        Start = miss.Start,
        End = miss.End,
        Text = miss.Text,
        Expected = miss.Expected,
        Differences = miss.Differences,
        Entry = miss.Entry,
        Message = miss.Reason switch
        {
            NearMissReason.Order => $"顺序不对，规范表述是{Quotes.Around(miss.Expected)}。",
            NearMissReason.MissingPart => $"缺少一项，规范表述是{Quotes.Around(miss.Expected)}。",
            NearMissReason.Sound => $"疑为同音别字，规范表述是{Quotes.Around(miss.Expected)}。",
            NearMissReason.ChangedPart => $"其中一项不同，规范表述是{Quotes.Around(miss.Expected)}。",
            _ => $"与规范表述{Quotes.Around(miss.Expected)}有出入。",
        },
    };

    private static DraftFinding ReportVerbatim(string text, VerbatimPassage passage) => new()
    {
        Kind = DraftFindingKind.Verbatim,
        Start = passage.Draft.Start,
        End = passage.Draft.End,
        Text = passage.Draft.In(text),
        Source = passage,
        Message = $"与库中{Quotes.Around(passage.Id)}{(passage.IsVerbatim ? "逐字相同" : "几乎相同")}（{passage.Same}字）。",
    };

    private DraftFinding CheckWording(string text, WordingHit hit, CancellationToken cancellationToken)
    {
        var words = text[hit.Start..hit.End];
        if (hit.Entry is { } entry)
        {
            return Known(words, hit, entry);
        }

        var materials = MaterialsWith(words, cancellationToken);
        return new DraftFinding
        {
            Kind = materials > 0 ? DraftFindingKind.Matching : DraftFindingKind.Unknown,
            Start = hit.Start,
            End = hit.End,
            Text = words,
            Message = materials > 0 ? $"库中有{materials}篇材料用过。" : $"{Asked}没有，请确认是本单位的提法。",
        };
    }

    private DraftFinding CheckTitle(string text, WordingHit hit, CancellationToken cancellationToken)
    {
        var title = text[hit.Start..hit.End];
        if (hit.Entry is { } entry)
        {
            return Known(title, hit, entry);
        }

        var materials = MaterialsWith(title, cancellationToken);
        if (materials == 0 && _nearMisses.Title(title, hit.Start) is { } miss)
        {
            return ReportMiss(miss) with { Message = $"与《{miss.Expected}》相近，请核对文件名称。" };
        }

        return new DraftFinding
        {
            Kind = materials > 0 ? DraftFindingKind.Matching : DraftFindingKind.UnknownTitle,
            Start = hit.Start,
            End = hit.End,
            Text = title,
            Message = materials > 0 ? $"库中有{materials}篇材料引用。" : $"{Asked}没有这个文件，请核对名称。",
        };
    }

    private DraftFinding Known(string words, WordingHit hit, GlossaryEntry entry)
    {
        var finding = new DraftFinding
        {
            Kind = DraftFindingKind.Matching,
            Start = hit.Start,
            End = hit.End,
            Text = words,
            Entry = entry,
            Message = Describe(entry),
        };
        if (entry.Superseded is not { } superseded)
        {
            return finding;
        }

        var current = _finder.Glossary.CurrentFormOf(entry);
        var by = entry.Kind == WordingKind.Title ? $"《{superseded.By}》" : Quotes.Around(superseded.By);
        var now = current == superseded.By ? "" : $"，现为{Quotes.Around(current)}";
        return finding with
        {
            Kind = DraftFindingKind.Superseded,
            Expected = current,
            Differences = Differences.Between(words, current),
            Message = $"{superseded.Since}年起改为{by}{now}；引用当时原文的除外。",
        };
    }

    private int MaterialsWith(string words, CancellationToken cancellationToken) =>
        _library?.CountMaterials(words, cancellationToken) ?? 0;

    private static string Describe(GlossaryEntry entry)
    {
        var parts = new List<string>();
        if (entry.Parts.Count > 0 && entry.FullForm != entry.Text)
        {
            parts.Add($"即{entry.FullForm}");
        }

        if (entry.Occasion.Length > 0)
        {
            parts.Add(entry.Occasion);
        }
        else if (entry.Since is { } since)
        {
            parts.Add($"{since}年起");
        }

        return parts.Count == 0 ? "规范表述。" : string.Join("；", parts) + "。";
    }
}
