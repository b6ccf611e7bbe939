using System.Numerics;

namespace KnowledgeBase.FullText.Segments;

/// <summary>
/// The numbers of the bits that are set, ascending: <c>foreach (var doc in new SetBits(bits))</c>, without an allocation.
/// </summary>
internal readonly struct SetBits(ulong[] bits)
{
    public Enumerator GetEnumerator() => new(bits);

    public struct Enumerator(ulong[] bits)
    {
        private int _word = -1;
        private ulong _rest;

        public int Current { get; private set; }

        public bool MoveNext()
        {
            while (_rest == 0)
            {
                if (++_word >= bits.Length)
                {
                    return false;
                }

                _rest = bits[_word];
            }

            Current = (_word << 6) + BitOperations.TrailingZeroCount(_rest);
            _rest &= _rest - 1;
            return true;
        }
    }
}
