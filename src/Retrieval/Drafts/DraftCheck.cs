using KnowledgeBase.Duplicates;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Understanding.Practices;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Drafts;

/// <summary>
/// Checks a draft: formulations that match, almost match, are out of date or unknown; 《titles》 that nobody knows; figures that contradict
/// each other; enumerations that lack a member; stretches that stand in the library.
/// </summary>
public sealed class DraftCheck
{
    /// <summary>Ideographs and letters, those of known formulations left out, from which on a shared stretch is told.</summary>
    private const int LeastVerbatim = 40;

    /// <summary>Years after which what only one material said has gone out of use.</summary>
    private const int LongAgo = 5;

    /// <summary>Materials that must cite a title so for it to be right though the glossary has one that is almost the same.</summary>
    private const int EnoughForTitle = 5;

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
        var misses = _nearMisses.Find(text, hits, cancellationToken).Where(m => !IsUsed(text, m, cancellationToken)).ToList();
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

        findings.AddRange(CalendarFaults.Find(text).Select(fault => ReportDate(text, fault)));
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

        findings.AddRange(SeriesFaults.Find(text).Select(fault => new DraftFinding
        {
            Kind = DraftFindingKind.Contradiction,
            Start = fault.Start,
            End = fault.End,
            Text = text[fault.Start..fault.End],
            Other = fault.Other,
            Message = $"{fault.What}，请核对。",
        }));

        if (_library is not null)
        {
            findings.AddRange(VerbatimSearch.Find(_library, text, cancellationToken)
                .Where(passage => IsWorthTelling(passage, hits))
                .Select(passage => ReportVerbatim(text, passage)));
        }

        return new DraftReport([.. Once(findings).OrderBy(f => f.Start).ThenByDescending(f => f.End)]);
    }

    /// <summary>A common word with a wrong character that several materials have, in the same company, is a word of its own.</summary>
    private bool IsUsed(string text, NearMiss miss, CancellationToken cancellationToken) => miss.Reason == NearMissReason.Word
        && ((miss.Start > 0 && MaterialsWith(text[(miss.Start - 1)..miss.End], cancellationToken) > 1)
            || (miss.End < text.Length && MaterialsWith(text[miss.Start..(miss.End + 1)], cancellationToken) > 1));

    /// <summary>What is unknown is told once, with all the places where it stands.</summary>
    private static IEnumerable<DraftFinding> Once(List<DraftFinding> findings)
    {
        var unknown = findings.ToLookup(f => f.Kind is DraftFindingKind.Unknown or DraftFindingKind.UnknownTitle);
        foreach (var same in unknown[true].OrderBy(f => f.Start).GroupBy(f => (f.Kind, f.Text)))
        {
            var first = same.First();
            var again = same.Skip(1).Select(f => new TextSpan(f.Start, f.End)).ToList();
            yield return again.Count == 0 ? first : first with { Again = again, Message = $"{first.Message}全文共{again.Count + 1}处。" };
        }

        foreach (var finding in unknown[false])
        {
            yield return finding;
        }
    }

    /// <summary>A stretch of fixed forms, or a short one, is no copy: everybody writes it.</summary>
    private static bool IsWorthTelling(VerbatimPassage passage, IReadOnlyList<WordingHit> hits)
    {
        if (passage.Same < LeastVerbatim)
        {
            return false;
        }

        var (formula, reached) = (0, passage.Draft.Start);
        foreach (var hit in hits.Where(h => h.Entry is not null && h.End > passage.Draft.Start && h.Start < passage.Draft.End))
        {
            var (start, end) = (Math.Max(hit.Start, reached), Math.Min(hit.End, passage.Draft.End));
            formula += Math.Max(0, end - start);
            reached = Math.Max(reached, end);
        }

        return passage.Same - formula >= LeastVerbatim;
    }

    private static DraftFinding ReportDate(string text, CalendarFault fault)
    {
        var written = text[fault.Start..fault.End];
        return new()
        {
            Kind = DraftFindingKind.NearMiss,
            Start = fault.Start,
            End = fault.End,
            Text = written,
            Expected = fault.Expected,
            Differences = fault.Expected is null ? [new(DifferenceKind.Same, written)] : Differences.Between(written, fault.Expected),
            Message = fault.Year switch
            {
                null => $"{fault.Event}尚未召开，请核对。",
                { } year when written.EndsWith("周年", StringComparison.Ordinal) => $"{fault.Event}从{year}年算起，请核对年份和周年数。",
                { } year => $"{fault.Event}是{year}年召开的，请核对年份。",
            },
        };
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
            NearMissReason.Word => $"疑为{Quotes.Around(miss.Expected)}之误。",
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
        var old = materials == 1 ? OldYear(words, cancellationToken) : null;
        return new DraftFinding
        {
            Kind = materials > 0 && old is null ? DraftFindingKind.Matching : DraftFindingKind.Unknown,
            Start = hit.Start,
            End = hit.End,
            Text = words,
            Message = old is { } year ? $"库中只有{year}年的1篇材料用过，请核对今天是否还这样说。"
                : materials > 0 ? $"库中有{materials}篇材料用过。"
                : $"{Asked}没有，请确认是本单位的提法。",
        };
    }

    private DraftFinding CheckTitle(string text, WordingHit hit, CancellationToken cancellationToken)
    {
        var title = text[hit.Start..hit.End];
        if (hit.Entry is { } entry)
        {
            return Known(title, hit, entry);
        }

        // What the library cites as 《…》 counts; the words alone may be part of a longer title, （试行） behind it.
        var materials = MaterialsWith($"《{title}》", cancellationToken);
        var miss = materials < EnoughForTitle ? _nearMisses.Title(title, hit.Start) : null;
        if (miss is not null)
        {
            return ReportMiss(miss) with
            {
                Message = miss.Reason == NearMissReason.MissingPart
                    ? $"现行文件名称是《{miss.Expected}》，请核对。"
                    : $"与《{miss.Expected}》相近，请核对文件名称。",
            };
        }

        var isPaper = WordingFinder.IsPaper(title);
        materials += materials == 0 ? MaterialsWith(title, cancellationToken) : 0;
        return new DraftFinding
        {
            Kind = materials > 0 || WordingFinder.IsReferenceWork(title) ? DraftFindingKind.Matching
                : isPaper ? DraftFindingKind.UnknownTitle
                : DraftFindingKind.Unknown,
            Start = hit.Start,
            End = hit.End,
            Text = title,
            Message = materials > 0 ? $"库中有{materials}篇材料引用。"
                : isPaper ? $"{Asked}没有这个文件，请核对名称。"
                : $"{Asked}没有这个书名或篇名。",
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

    /// <summary>The year of the only material that has the words, when it is long ago; null when it isn't, or isn't known.</summary>
    private int? OldYear(string words, CancellationToken cancellationToken) =>
        _library?.CountWording(words, cancellationToken).LastYear is { } year && year < TimeProvider.System.GetUtcNow().Year - LongAgo
            ? year
            : null;

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
