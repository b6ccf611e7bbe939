using System.Runtime.CompilerServices;
using KnowledgeBase.FullText.Codecs;

namespace KnowledgeBase.FullText.Tests.Codecs;

public sealed unsafe class BlockCodecTests
{
    private readonly uint[] _values = GC.AllocateArray<uint>(BlockCodec.BlockSize + 16, pinned: true);
    private readonly uint[] _decoded = GC.AllocateArray<uint>(BlockCodec.BlockSize + 16, pinned: true);
    private readonly byte[] _encoded = GC.AllocateArray<byte>(BlockCodec.MaxEncodedLength + 32, pinned: true);

    private uint* Values => (uint*)Unsafe.AsPointer(ref _values[0]);

    private uint* Decoded => (uint*)Unsafe.AsPointer(ref _decoded[0]);

    private byte* Encoded => (byte*)Unsafe.AsPointer(ref _encoded[0]);

    [Fact]
    public void The_vector_path_unpacks_what_its_scalar_twin_does_at_every_width()
    {
        for (var width = 0; width <= 32; width++)
        {
            new Random(width).NextBytes(_encoded);
            BlockCodec.UnpackFull(Encoded, width, Decoded);
            var vector = _decoded[..BlockCodec.BlockSize];
            BlockCodec.UnpackFullScalar(Encoded, width, Decoded);
            Assert.Equal(_decoded[..BlockCodec.BlockSize], vector);
        }
    }

    [Fact]
    public void Blocks_of_every_length_and_width_come_back_as_they_were()
    {
        var random = new Random(7);
        for (var count = 1; count <= BlockCodec.BlockSize; count++)
        {
            for (var width = 0; width <= 32; width++)
            {
                for (var i = 0; i < count; i++)
                {
                    // A few outliers, so that blocks are patched.
                    var bits = random.Next(0, 20) == 0 ? 32 : width;
                    _values[i] = bits == 0 ? 0 : (uint)random.NextInt64(1L << bits);
                }

                var length = BlockCodec.Encode(Values, count, Encoded);
                Assert.InRange(length, 1, BlockCodec.MaxEncodedLength);
                Assert.True(Encoded + length == BlockCodec.Decode(Encoded, Encoded + length, count, Decoded));
                Assert.Equal(_values[..count], _decoded[..count]);
                Assert.True(Encoded + length == BlockCodec.Skip(Encoded, Encoded + length, count));
            }
        }
    }

    [Fact]
    public void Counts_that_are_mostly_zero_come_back_as_they_were()
    {
        var random = new Random(11);
        for (var round = 0; round < 5000; round++)
        {
            var count = random.Next(1, BlockCodec.BlockSize + 1);
            var largest = random.Next(1, 40);
            for (var i = 0; i < count; i++)
            {
                _values[i] = random.Next(0, 4) == 0 ? (uint)random.Next(0, largest) : 0;
            }

            var length = BlockCodec.EncodeCounts(Values, count, Encoded);
            Assert.InRange(length, 1, BlockCodec.MaxEncodedLength);
            Assert.True(Encoded + length == BlockCodec.DecodeCounts(Encoded, Encoded + length, count, Decoded));
            Assert.Equal(_values[..count], _decoded[..count]);
        }
    }

    [Fact]
    public void A_block_cut_short_is_refused()
    {
        for (var i = 0; i < BlockCodec.BlockSize; i++)
        {
            _values[i] = (uint)i * 3;
        }

        var length = BlockCodec.Encode(Values, BlockCodec.BlockSize, Encoded);
        for (var cut = 0; cut < length; cut++)
        {
            Assert.True(BlockCodec.Decode(Encoded, Encoded + cut, BlockCodec.BlockSize, Decoded) is null);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(127)]
    [InlineData(128)]
    public void Gaps_add_up_to_documents(int count)
    {
        var random = new Random(count);
        var expected = new uint[count];
        var running = 99u;
        for (var i = 0; i < count; i++)
        {
            _values[i] = (uint)random.Next(0, 1000);
            running += _values[i] + 1;
            expected[i] = running;
        }

        BlockCodec.SumGaps(Values, count, 99);
        Assert.Equal(expected, _values[..count]);
    }
}
