using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace KnowledgeBase.Readers;

/// <summary>The filters of PdfPig, which expand a stream whole, held to what a file may expand to.</summary>
internal sealed class PdfFilters(PdfDamage damage, ReadBudget budget) : IFilterProvider
{
    private static readonly IFilterProvider Own = DefaultFilterProvider.Instance;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bounded(Own.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Bounded(Own.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Bounded(Own.GetAllFilters());

    private List<IFilter> Bounded(IReadOnlyList<IFilter> filters) => [.. filters.Select(f => new Filter(f, damage, budget))];

    private sealed class Filter(IFilter inner, PdfDamage damage, ReadBudget budget) : IFilter
    {
        public bool IsSupported => inner.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            budget.Cancellation.ThrowIfCancellationRequested();
            if (inner is FlateFilter)
            {
                Measure(input);
                return inner.Decode(input, streamDictionary, filterProvider, filterIndex);
            }

            var output = inner.Decode(input, streamDictionary, filterProvider, filterIndex);
            budget.SpendExpanded(output.Length, output.Length, input.Length);
            return output;
        }

        /// <summary>Goes through what a stream expands to without keeping it; one that breaks off is measured as far as it goes.</summary>
        private void Measure(Memory<byte> input)
        {
            using var zip = new ZLibStream(new MemoryStream(input.ToArray(), writable: false), CompressionMode.Decompress);
            var buffer = new byte[1 << 15];
            long expanded = 0;
            try
            {
                for (int read; (read = zip.Read(buffer)) > 0;)
                {
                    expanded += read;
                    budget.SpendExpanded(read, expanded, input.Length);
                }
            }
            catch (InvalidDataException e)
            {
                damage.Warn(e.Message);
            }
        }
    }
}
