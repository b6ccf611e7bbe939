using System.Security.Cryptography;
using KnowledgeBase.SearchApi.Intake;
using KnowledgeBase.Tests;

namespace KnowledgeBase.SearchApi.Tests;

public sealed class HashedCopyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(131_072)]
    [InlineData(500_001)]
    public async Task A_copy_is_the_same_bytes_and_knows_their_hash_from_one_reading(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        using var once = new ReadOnce(bytes);

        var (copied, hash) = await HashedCopy.WriteAsync(once, _folder.At("one"), CancellationToken.None);

        Assert.Equal((length, Convert.ToHexStringLower(SHA256.HashData(bytes))), ((int)copied, hash));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder.At("one")));
        Assert.Equal((copied, hash), HashedCopy.Write(_folder.At("one"), _folder.At("two")));
        Assert.True(HashedCopy.IsOf(_folder.At("two"), copied, hash));
        Assert.False(HashedCopy.IsOf(_folder.At("two"), copied + 1, hash));
        Assert.False(HashedCopy.IsOf(_folder.At("two"), copied, new string('0', 64)));
        await Assert.ThrowsAsync<IOException>(() => HashedCopy.WriteAsync(Stream.Null, _folder.At("two"), CancellationToken.None));
    }

    /// <summary>What comes from a network: in pieces, and never again.</summary>
    private sealed class ReadOnce(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1000)], cancellationToken);
    }
}
