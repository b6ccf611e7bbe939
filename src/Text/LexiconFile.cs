using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Text;

/// <summary>One state of the double-array trie over character codes: the successor of state s by code c is <c>Base + c</c>, if that one's <c>Check</c> is s.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TrieState(int Base, int Check, int Word);

/// <summary>One word. <paramref name="Emission"/>: −ln P(word | its language-model unit), in thousandths.</summary>
/// <param name="TextStart">Where its characters start in the section of characters.</param>
/// <param name="Unit">Language-model unit: the word itself, or the class (person, place, other …) that it belongs to.</param>
/// <param name="Emission">What the word costs within its unit, 0 where it is the unit.</param>
/// <param name="Length">Number of characters.</param>
/// <param name="Kind">A <see cref="WordKind"/>.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct WordEntry(int TextStart, int Unit, ushort Emission, byte Length, byte Kind);

/// <summary>Costs of a language-model unit in thousandths of a nat: −ln P(unit), and −ln of the mass that its bigrams leave to the unigrams.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct UnitCost(ushort Unigram, ushort Backoff);

/// <summary>What a character costs in names, in thousandths of a nat; 0 where the character doesn't stand there.</summary>
/// <param name="Surname">As a surname.</param>
/// <param name="Single">As a given name of one character.</param>
/// <param name="First">As the first of two characters of a given name.</param>
/// <param name="Second">As the second of two.</param>
/// <param name="Foreign">In a transliterated name.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NameCost(ushort Surname, ushort Single, ushort First, ushort Second, ushort Foreign);

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
///            bigrams         uint64[2^k]     open addressing: (left · 2^17 + right + 1) · 2^16 + cost, 0: free slot
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

    private readonly byte* _start;
    private readonly int _length;

    private LexiconFile(byte* start, int length)
    {
        _start = start;
        _length = length;
        var header = (int*)start;
        if (length < 12 || header[0] != Magic)
            throw new InvalidDataException("The lexicon is not a lexicon file: generate it anew with tools/lexicon/generate.");
        if (header[1] != Version)
            throw new InvalidDataException($"The lexicon is of version {header[1]}, the program reads version {Version}: generate it anew with tools/lexicon/generate.");
        if (header[2] != SectionCount)
            throw new InvalidDataException($"The lexicon has {header[2]} sections instead of {SectionCount}: generate it anew with tools/lexicon/generate.");

        Codes = (ushort*)Section(0, out _);
        Trie = (TrieState*)Section(1, out var bytes);
        StateCount = bytes / sizeof(TrieState);
        Words = (WordEntry*)Section(2, out bytes);
        WordCount = bytes / sizeof(WordEntry);
        Characters = (char*)Section(3, out _);
        Units = (UnitCost*)Section(4, out bytes);
        UnitCount = bytes / sizeof(UnitCost);
        Bigrams = (ulong*)Section(5, out bytes);
        BigramMask = (uint)(bytes / sizeof(ulong)) - 1;
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

    public ulong* Bigrams { get; }

    public uint BigramMask { get; }

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

    /// <summary>Copies a file out of a byte array, for the generator, which reads what it has just made.</summary>
    public static LexiconFile FromBytes(ReadOnlySpan<byte> bytes)
    {
        var copy = (byte*)NativeMemory.AlignedAlloc((nuint)bytes.Length, 64);
        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
        return new LexiconFile(copy, bytes.Length);
    }

    /// <summary>The characters of a word.</summary>
    public ReadOnlySpan<char> Spelling(int word) => new(Characters + Words[word].TextStart, Words[word].Length);

    /// <summary>Follows one character from a state; −1 when no word goes on so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int state, char c)
    {
        int code = Codes[c];
        if (code == 0)
            return -1;
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
                return -1;
        }

        return Trie[state].Word;
    }

    /// <summary>−ln P(right | left) in thousandths: the discounted bigram if there is one, else the left unit's backoff and the right unit's unigram.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Transition(int left, int right)
    {
        var key = ((ulong)(uint)left << 17) + (uint)right + 1;
        var slot = Slot(key) & BigramMask;
        while (true)
        {
            var entry = Bigrams[slot];
            if (entry >> 16 == key)
                return (int)(entry & 0xFFFF);
            if (entry == 0)
                return Units[left].Backoff + Units[right].Unigram;
            slot = (slot + 1) & BigramMask;
        }
    }

    /// <summary>True when the bigram was seen.</summary>
    public bool HasBigram(int left, int right)
    {
        var key = ((ulong)(uint)left << 17) + (uint)right + 1;
        for (var slot = Slot(key) & BigramMask; Bigrams[slot] != 0; slot = (slot + 1) & BigramMask)
        {
            if (Bigrams[slot] >> 16 == key)
                return true;
        }

        return false;
    }

    /// <summary>Where the search for a bigram key starts, before masking.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Slot(ulong key) => (uint)((key * 0x9E3779B97F4A7C15UL) >> 32);

    private byte* Section(int index, out int length)
    {
        var header = (int*)_start;
        var offset = header[3 + (index * 2)];
        length = header[4 + (index * 2)];
        if (offset < 0 || length < 0 || offset + (long)length > _length)
            throw new InvalidDataException($"Section {index} of the lexicon ends behind the file: generate it anew with tools/lexicon/generate.");
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
