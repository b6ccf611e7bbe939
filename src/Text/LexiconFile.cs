using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Text;

/// <summary>
/// One state of the double-array trie over character codes: the successor of state s by code c is <c>Base + c</c>, if that one's
/// <c>Check</c> is s.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TrieState(int Base, int Check, int Word);

/// <summary>One word. <paramref name="Emission"/>: −ln P(word | its language-model unit), in thousandths.</summary>
/// <param name="TextStart">Where its characters start in the section of characters.</param>
/// <param name="Unit">Language-model unit: the word itself, or the class (person, place, other …) that it belongs to.</param>
/// <param name="Emission">What the word costs within its unit, 0 where it is the unit.</param>
/// <param name="Flat">What the word costs at most, whatever stands in front of it; 0: no such limit. Keeps terms whole.</param>
/// <param name="Length">Number of characters.</param>
/// <param name="Kind">A <see cref="WordKind"/>.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct WordEntry(int TextStart, int Unit, ushort Emission, ushort Flat, byte Length, byte Kind);

/// <summary>Costs of a language-model unit in thousandths of a nat, and which bigrams it may have.</summary>
/// <param name="Unigram">−ln P(unit).</param>
/// <param name="Backoff">−ln of the mass that its bigrams leave to the unigrams.</param>
/// <param name="Rights">Bit <see cref="LexiconFile.Bit"/> of each unit that was seen behind it: most pairs are ruled out without a look
/// into the table.</param>
/// <param name="Lefts">The same for those seen in front of it.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct UnitCost(ushort Unigram, ushort Backoff, ulong Rights, ulong Lefts);

/// <summary>What a character costs in names, in thousandths of a nat; 0 where the character doesn't stand there.</summary>
/// <param name="Surname">As a surname.</param>
/// <param name="Single">As a given name of one character.</param>
/// <param name="First">As the first of two characters of a given name.</param>
/// <param name="Second">As the second of two.</param>
/// <param name="Foreign">In a transliterated name.</param>
/// <param name="Place">In the name of a village, town or county, without 村, 镇, 县 …</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NameCost(ushort Surname, ushort Single, ushort First, ushort Second, ushort Foreign, ushort Place);

/// <summary>
/// The lexicon file that tools/lexicon writes and the program embeds, read in place.
/// <code>
/// file     = magic version count section* payload      all integers little-endian
/// magic    = "KBLX"          version = int32 (Version)  count = int32, number of sections
/// section  = offset length   int32 each, in bytes from the start of the file; offsets are multiples of 8
/// payload  = codes           uint16[65536]   code of each UTF-16 unit, 0: stands in no word
///            trie            TrieState[]     state 0 is the root; Word −1: none; bit 30 set: another spelling of that word
///            words           WordEntry[]
///            characters      uint16[]        the words' characters, folded
///            units           UnitCost[]
///            bigrams         uint32[2^19+64] open addressing without wrap, see Bigram; 0: free slot
///            names           NameCost[]      by character code
///            terms           UTF-8 lines     word, category, expansion parts by 、, equivalents by |, tab-separated
///            fixed units     int32[]         in the order of <see cref="FixedUnit"/>
///            fingerprint     8 bytes of the SHA-256 of all payload in front of it
/// </code>
/// </summary>
internal sealed unsafe class LexiconFile
{
    /// <summary>"KBLX".</summary>
    public const int Magic = 0x584C424B;

    /// <summary>Version of the layout.</summary>
    public const int Version = 1;

    /// <summary>Bit of <see cref="TrieState.Word"/> that marks another spelling of the word (20大 for 二十大).</summary>
    public const int SpellingBit = 1 << 30;

    /// <summary>Number of sections.</summary>
    public const int SectionCount = 10;

    /// <summary>Bits of a unit's number: at most 131,072 units.</summary>
    public const int UnitBits = 17;

    /// <summary>Number of slots where a search may start.</summary>
    public const int BigramSlots = 1 << 19;

    /// <summary>How far an entry may be pushed on, and how many slots follow the last start.</summary>
    public const int MaxDisplacement = 63;

    /// <summary>Bits of the scrambled key that the slot doesn't tell.</summary>
    public const int RestBits = 15;

    /// <summary>Mask of those bits.</summary>
    public const uint RestMask = (1 << RestBits) - 1;

    /// <summary>Bits of the cost in a slot.</summary>
    public const int CostBits = 11;

    /// <summary>Mask of those bits.</summary>
    public const uint CostMask = (1 << CostBits) - 1;

    /// <summary>Thousandths of a nat in one step of a bigram's cost.</summary>
    public const int CostStep = 10;

    private readonly byte* _start;
    private readonly int _length;

    private LexiconFile(byte* start, int length)
    {
        _start = start;
        _length = length;
        var header = (int*)start;
        if (length < 12 || header[0] != Magic)
        {
            throw new InvalidDataException("The lexicon is not a lexicon file: generate it anew with tools/lexicon/generate.");
        }

        if (header[1] != Version)
        {
            throw new InvalidDataException(
                $"The lexicon is of version {header[1]}, the program reads version {Version}: "
                + "generate it anew with tools/lexicon/generate.");
        }

        if (header[2] != SectionCount)
        {
            throw new InvalidDataException(
                $"The lexicon has {header[2]} sections instead of {SectionCount}: generate it anew with tools/lexicon/generate.");
        }

        Codes = (ushort*)Section(0, out _);
        Trie = (TrieState*)Section(1, out var bytes);
        StateCount = bytes / sizeof(TrieState);
        Words = (WordEntry*)Section(2, out bytes);
        WordCount = bytes / sizeof(WordEntry);
        Characters = (char*)Section(3, out _);
        Units = (UnitCost*)Section(4, out bytes);
        UnitCount = bytes / sizeof(UnitCost);
        Bigrams = (uint*)Section(5, out _);
        Names = (NameCost*)Section(6, out _);
        var terms = Section(7, out bytes);
        Terms = System.Text.Encoding.UTF8.GetString(terms, bytes);
        FixedUnits = new ReadOnlySpan<int>(Section(8, out bytes), bytes / sizeof(int)).ToArray();
        Fingerprint = Convert.ToHexStringLower(new ReadOnlySpan<byte>(Section(9, out bytes), bytes));
    }

    public ushort* Codes { get; }

    public TrieState* Trie { get; }

    public int StateCount { get; }

    public WordEntry* Words { get; }

    public int WordCount { get; }

    public char* Characters { get; }

    public UnitCost* Units { get; }

    public int UnitCount { get; }

    public uint* Bigrams { get; }

    public NameCost* Names { get; }

    public string Terms { get; }

    public int[] FixedUnits { get; }

    public string Fingerprint { get; }

    /// <summary>The file that is built into the program. Nothing is copied: the pages are those of the mapped assembly.</summary>
    public static LexiconFile FromResource()
    {
        using var stream = typeof(LexiconFile).Assembly.GetManifestResourceStream("lexicon.bin") as UnmanagedMemoryStream
            ?? throw new InvalidOperationException("The resource lexicon.bin is missing from the assembly: build the project anew.");
        return new LexiconFile(stream.PositionPointer, checked((int)stream.Length));
    }

    /// <summary>The characters of a word.</summary>
    public ReadOnlySpan<char> Spelling(int word) => new(Characters + Words[word].TextStart, Words[word].Length);

    /// <summary>Follows one character from a state; −1 when no word goes on so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int state, char c)
    {
        int code = Codes[c];
        if (code == 0)
        {
            return -1;
        }

        var next = Trie[state].Base + code;
        return Trie[next].Check == state ? next : -1;
    }

    /// <summary>The value of a string in the trie, or −1.</summary>
    public int Find(ReadOnlySpan<char> word)
    {
        var state = 0;
        foreach (var c in word)
        {
            state = Next(state, c);
            if (state < 0)
            {
                return -1;
            }
        }

        return Trie[state].Word;
    }

    /// <summary>The cost of a bigram, −1 when it wasn't seen.</summary>
    /// <remarks>
    /// The key (34 bits) times an odd number modulo 2^34 is another number for each key. Its upper 19 bits are the slot where the search
    /// starts; a slot holds the lower 15, by how many slots the entry was pushed on (6 bits), and the cost in hundredths of a nat
    /// (11 bits). So four bytes hold the whole key, and a table that fits the cache holds all bigrams.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Bigram(int left, int right)
    {
        var hash = Hash(left, right);
        var slot = Bigrams + (hash >> RestBits);
        for (var wanted = (uint)(hash & RestMask) << 6; ; wanted++, slot++)
        {
            var entry = *slot;
            if (entry >> CostBits == wanted)
            {
                return (int)(entry & CostMask) * CostStep;
            }

            if (entry == 0)
            {
                return -1;
            }
        }
    }

    /// <summary>Which of the 64 bits stands for a unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bit(int unit) => (int)((uint)unit * 0x9E3779B1u >> 26);

    /// <summary>The scrambled key of a bigram, 34 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Hash(int left, int right) =>
        ((((ulong)(uint)left << UnitBits) | (uint)right) * 0x27D4EB2F165667C5UL) & ((1UL << (2 * UnitBits)) - 1);

    private byte* Section(int index, out int length)
    {
        var header = (int*)_start;
        var offset = header[3 + (index * 2)];
        length = header[4 + (index * 2)];
        if (offset < 0 || length < 0 || offset + (long)length > _length)
        {
            throw new InvalidDataException(
                $"Section {index} of the lexicon ends behind the file: generate it anew with tools/lexicon/generate.");
        }

        return _start + offset;
    }
}

/// <summary>Language-model units that stand for no word of their own.</summary>
internal enum FixedUnit
{
    /// <summary>Start of a sentence.</summary>
    Start,

    /// <summary>End of a sentence.</summary>
    End,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A date or time.</summary>
    Time,

    /// <summary>A person's name.</summary>
    Person,

    /// <summary>A place name.</summary>
    Place,

    /// <summary>The name of an organisation.</summary>
    Organisation,

    /// <summary>Another proper name.</summary>
    Proper,

    /// <summary>Letters.</summary>
    Letters,

    /// <summary>Any other word that the language model doesn't know.</summary>
    Other,
}
