using KnowledgeBase.FullText.Postings;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Segments;
using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Verification;

/// <summary>Something wrong in an index.</summary>
/// <param name="File">The file.</param>
/// <param name="Offset">The byte at which it was noticed.</param>
/// <param name="Problem">What is wrong.</param>
public readonly record struct IndexProblem(string File, long Offset, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}, byte {Offset}: {Problem}";
}

/// <summary>What a check found.</summary>
/// <param name="Generation">The commit that was checked; 0 if it could not be read.</param>
/// <param name="Segments">Segments looked at.</param>
/// <param name="Docs">Documents in them, deleted ones included.</param>
/// <param name="Terms">Terms in them.</param>
/// <param name="Postings">Pairs of a term and a document.</param>
/// <param name="Problems">What is wrong; empty if the index is sound.</param>
public sealed record VerificationReport(
    long Generation, int Segments, long Docs, long Terms, long Postings, IReadOnlyList<IndexProblem> Problems)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Problems.Count == 0;
}

/// <summary>Checks an index: every checksum, and that all it holds is in order and agrees with the rest.</summary>
public static class IndexVerifier
{
    /// <summary>Checks the last commit of the index in a folder. Reads all of it; a writer may be at work meanwhile.</summary>
    /// <exception cref="IndexNotFoundException">There is no index.</exception>
    public static VerificationReport Verify(string path, CancellationToken cancellationToken = default) =>
        Verify(new FileSystemDirectory(path), cancellationToken);

    internal static VerificationReport Verify(IndexDirectory directory, CancellationToken cancellationToken = default)
    {
        var run = new Run(directory, cancellationToken);
        try
        {
            return run.Check();
        }
        catch (IndexCorruptException e)
        {
            return new VerificationReport(
                0, 0, 0, 0, 0, [new IndexProblem(e.File.Length == 0 ? Manifest.FileName : e.File, e.Offset, Said(e))]);
        }
        catch (IndexVersionException e)
        {
            return new VerificationReport(0, 0, 0, 0, 0, [new IndexProblem(Manifest.FileName, 4, e.Message)]);
        }
    }

    private static string Said(IndexCorruptException e) => e.Problem.Length == 0 ? e.Message : e.Problem;

    private sealed class Run(IndexDirectory directory, CancellationToken cancellation)
    {
        private readonly List<IndexProblem> _problems = [];
        private readonly Dictionary<string, MappedFile> _files = new(StringComparer.Ordinal);
        private readonly PostingsCursor _cursor = new();
        private int[] _positions = new int[64];
        private long _docs;
        private long _terms;
        private long _postings;

        public VerificationReport Check()
        {
            var manifest = Open();
            try
            {
                var fields = InternalFields.Of(manifest.Schema);
                foreach (var info in manifest.Segments)
                {
                    _docs += info.MaxDoc;
                    var sound = true;
                    foreach (var file in info.Files)
                    {
                        sound &= Guard(file.Name, () => CheckFile(file, info));
                    }

                    // What a damaged file holds is not worth a look: its checksum has said it.
                    if (sound)
                    {
                        Guard(info.Name, () => CheckContent(info, fields));
                    }
                }
            }
            finally
            {
                CloseFiles();
            }

            return new VerificationReport(manifest.Generation, manifest.Segments.Count, _docs, _terms, _postings, _problems);
        }

        /// <summary>Opens all files of the last commit, so that a writer may go on meanwhile and remove them.</summary>
        private Manifest Open()
        {
            for (var attempt = 1; ; attempt++)
            {
                var manifest = Manifest.Read(directory) ?? throw new IndexNotFoundException($"There is no index in {directory.Location}.");
                var complete = true;
                foreach (var entry in manifest.Segments.SelectMany(s => s.Files))
                {
                    try
                    {
                        _files[entry.Name] = directory.OpenFile(entry.Name);
                    }
                    catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
                    {
                        complete = false; // told when the file's turn comes
                    }
                }

                if (complete || attempt == IndexReader.MaxOpenAttempts || Manifest.ReadStamp(directory) == manifest.Stamp)
                {
                    return manifest;
                }

                // A writer has committed meanwhile, and removed what the older commit needed: look again.
                CloseFiles();
            }
        }

        private void CloseFiles()
        {
            foreach (var file in _files.Values)
            {
                file.Dispose();
            }

            _files.Clear();
        }

        private bool Guard(string file, Action check)
        {
            try
            {
                check();
                return true;
            }
            catch (IndexCorruptException e)
            {
                _problems.Add(new IndexProblem(e.File.Length == 0 ? file : e.File, e.Offset, Said(e)));
            }
            catch (IndexVersionException e)
            {
                _problems.Add(new IndexProblem(file, 4, e.Message));
            }

            return false;
        }

        private void CheckFile(FileEntry entry, SegmentInfo info)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!_files.TryGetValue(entry.Name, out var file))
            {
                throw new IndexCorruptException(entry.Name, 0, "the file is missing");
            }

            var kind = Path.GetExtension(entry.Name) switch
            {
                ".postings" => FileKind.Postings,
                ".positions" => FileKind.Positions,
                ".terms" => FileKind.Terms,
                ".columns" => FileKind.DocValues,
                ".stored" => FileKind.Stored,
                _ => FileKind.LiveDocs,
            };
            IndexFileFormat.Check(file, kind, info.Id, entry);
            IndexFileFormat.CheckCrc(file);
        }

        private void CheckContent(SegmentInfo info, IReadOnlyList<IndexField> fields)
        {
            var core = new SegmentCore(entry => _files[entry.Name], info, fields, verify: _ => false);
            try
            {
                if (info.Live is not null)
                {
                    LiveDocs.Read(_files[info.Live.Name], info.Live, info.Id, info.MaxDoc, info.Deleted);
                }

                foreach (var field in fields)
                {
                    if (core.TermsOf(field.Id) is { } terms)
                    {
                        CheckTerms(core, field, terms);
                    }

                    CheckColumns(core, field);
                }

                CheckStored(core);
            }
            finally
            {
                core.Release();
            }
        }

        private void CheckTerms(SegmentCore core, IndexField field, Terms.TermDictionary dictionary)
        {
            var file = SegmentFileOf(core, ".terms");
            byte[]? before = null;
            long count = 0, sumDocFreq = 0, sumTotalFreq = 0;
            var seen = new ulong[LiveDocs.WordsFor(core.MaxDoc)];
            var terms = dictionary.Enumerate();
            while (terms.MoveNext())
            {
                if ((count & 1023) == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                if (before is not null && terms.Term.SequenceCompareTo(before) <= 0)
                {
                    throw new IndexCorruptException(file, 0, $"the terms of '{field.Name}' do not ascend at term {count}");
                }

                before = terms.Term.ToArray();
                if (!dictionary.TryGet(before, out var meta) || meta.DocFreq != terms.Meta.DocFreq
                    || meta.TotalFreq != terms.Meta.TotalFreq)
                {
                    throw new IndexCorruptException(file, 0, $"term {count} of '{field.Name}' is not found where it stands");
                }

                CheckPostings(core, field, meta, seen);
                count++;
                sumDocFreq += meta.DocFreq;
                sumTotalFreq += meta.TotalFreq;
            }

            _terms += count;
            _postings += sumDocFreq;
            Compare(count, dictionary.TermCount, "terms");
            Compare(sumDocFreq, dictionary.SumDocFreq, "postings");
            Compare(sumTotalFreq, dictionary.SumTotalFreq, "occurrences");
            Compare(LiveDocs.Count(seen), dictionary.Docs, "documents");
            if (dictionary.SumLength < dictionary.Docs)
            {
                throw new IndexCorruptException(
                    file, 0, $"the {dictionary.Docs} documents of '{field.Name}' are {dictionary.SumLength} tokens long in all");
            }

            void Compare(long actual, long recorded, string what)
            {
                if (actual != recorded)
                {
                    throw new IndexCorruptException(file, 0, $"'{field.Name}' has {actual} {what}, its directory says {recorded}");
                }
            }
        }

        private unsafe void CheckPostings(SegmentCore core, IndexField field, in TermMeta meta, ulong[] seen)
        {
            var file = SegmentFileOf(core, ".postings");
            core.OpenPostings(_cursor, field, meta);
            var norms = core.NormsOf(field.Id);
            var docs = 0;
            long occurrences = 0;
            var last = -1;
            for (var doc = _cursor.Next(); doc != PostingsCursor.NoMoreDocs; doc = _cursor.Next())
            {
                if (doc <= last || doc >= core.MaxDoc)
                {
                    throw new IndexCorruptException(file, meta.DocStart, $"document {doc} follows {last}, of {core.MaxDoc}");
                }

                last = doc;
                docs++;
                seen[doc >> 6] |= 1UL << (doc & 63);
                var freq = _cursor.Freq;
                occurrences += freq;
                if (field.HasNorms && (norms is null || norms[doc] == 0))
                {
                    throw new IndexCorruptException(
                        SegmentFileOf(core, ".columns"), 0, $"document {doc} has terms of '{field.Name}', but no length");
                }

                CheckImpacts(core, field, meta, freq, norms is null ? (byte)1 : norms[doc]);
                if (!field.HasPositions)
                {
                    continue;
                }

                var count = _cursor.ReadPositions(ref _positions);
                for (var i = 0; i < count; i++)
                {
                    if (_positions[i] < (i == 0 ? 0 : _positions[i - 1]))
                    {
                        throw new IndexCorruptException(
                            SegmentFileOf(core, ".positions"),
                            meta.PosStart,
                            $"the positions in document {doc} decrease to {_positions[i]}");
                    }
                }
            }

            if (docs != meta.DocFreq || occurrences != meta.TotalFreq)
            {
                throw new IndexCorruptException(
                    file,
                    meta.DocStart,
                    $"{docs} documents and {occurrences} occurrences, the dictionary says {meta.DocFreq} and {meta.TotalFreq}");
            }
        }

        /// <summary>A posting above its block's bound could be skipped by a search.</summary>
        private unsafe void CheckImpacts(SegmentCore core, IndexField field, in TermMeta meta, int freq, byte norm)
        {
            Check(_cursor.ImpactsOf(_cursor.Block), _cursor.ImpactPairs);
            if (_cursor.SuperCount > 0)
            {
                Check(_cursor.ImpactsOfSuper(_cursor.Block / PostingsWriter.BlocksPerSuper), Impacts.Pairs);
            }

            void Check(byte* impacts, int pairs)
            {
                if (impacts is null)
                {
                    return;
                }

                for (var i = 0; i < pairs; i++)
                {
                    if (impacts[i * 2] >= Math.Min(freq, byte.MaxValue) && impacts[(i * 2) + 1] <= norm)
                    {
                        return;
                    }
                }

                throw new IndexCorruptException(
                    SegmentFileOf(core, ".postings"),
                    0,
                    $"a posting of '{field.Name}' (frequency {freq}, norm {norm}) lies above the bounds of its block");
            }
        }

        private static void CheckColumns(SegmentCore core, IndexField field)
        {
            if (core.KeywordsOf(field.Id) is { } keywords)
            {
                for (var i = 1; i < keywords.Values.Count; i++)
                {
                    if (keywords.Values[i].SequenceCompareTo(keywords.Values[i - 1]) <= 0)
                    {
                        throw new IndexCorruptException(
                            SegmentFileOf(core, ".columns"), 0, $"the values of '{field.Name}' do not ascend at {i}");
                    }
                }

                for (var doc = 0; doc < core.MaxDoc; doc++)
                {
                    if (!keywords.IsSet)
                    {
                        keywords.OrdOf(doc);
                        continue;
                    }

                    var (start, end) = keywords.RangeOf(doc);
                    for (var i = start; i < end; i++)
                    {
                        if (i > start && keywords.SetOrd(i) <= keywords.SetOrd(i - 1))
                        {
                            throw new IndexCorruptException(
                                SegmentFileOf(core, ".columns"), 0, $"the values of '{field.Name}' in document {doc} do not ascend");
                        }
                    }
                }
            }
        }

        private void CheckStored(SegmentCore core)
        {
            var stored = core.Stored;
            for (var doc = 0; doc < core.MaxDoc; doc++)
            {
                CheckValues(doc, stored.ShortOf(doc));
            }

            for (var block = 0; block < stored.BlockCount; block++)
            {
                cancellation.ThrowIfCancellationRequested();
                stored.ReadBlock(block, (doc, bytes) => CheckValues(doc, bytes.Span));
            }

            void CheckValues(int doc, ReadOnlySpan<byte> values)
            {
                var at = 0;
                while (stored.TryReadValue(values, ref at, out var field, out _))
                {
                    if (field >= core.Fields.Count || !core.Fields[field].IsStored)
                    {
                        throw new IndexCorruptException(
                            SegmentFileOf(core, ".stored"), 0, $"document {doc} has a value of field {field}, which is not stored");
                    }
                }
            }
        }

        private static string SegmentFileOf(SegmentCore core, string extension) => core.Name + extension;
    }
}
