using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Meaning.Vectors;

namespace KnowledgeBase.Meaning.Models;

/// <summary>What tells a model's vectors from another's. Read from its folder without opening the model, which costs much more.</summary>
public sealed class ModelIdentity
{
    private readonly string _passagePrefix;

    private ModelIdentity(ModelDescription description, byte[] hash)
    {
        (Name, Dimensions, Hash) = (description.Name, description.Dimensions, hash);
        _passagePrefix = description.PassagePrefix;
    }

    /// <summary>What people call the model.</summary>
    public string Name { get; }

    /// <summary>Numbers in a vector.</summary>
    public int Dimensions { get; }

    /// <summary>SHA-256 of all that a vector depends on: vectors are compared with those of the same hash alone.</summary>
    public ReadOnlyMemory<byte> Hash { get; }

    /// <summary>True when a folder has a model, sound or not.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, ModelDescription.FileName));

    /// <summary>Reads what the model of a folder is.</summary>
    /// <exception cref="MeaningException">There is none, or it cannot be read.</exception>
    public static ModelIdentity Read(string folder) => Of(folder, ModelDescription.Read(folder));

    /// <summary>What the vector of a passage is kept under: the same for the same text.</summary>
    public VectorKey KeyOf(string passage) => VectorKey.Of(_passagePrefix + passage);

    internal static ModelIdentity Of(string folder, ModelDescription description)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in new[] { description.Model, description.Tokenizer }.Select(name => Path.Combine(folder, name)))
        {
            try
            {
                using var stream = File.OpenRead(path);
                hash.AppendData(SHA256.HashData(stream));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new MeaningException(
                    $"{path} cannot be read: {e.Message} Copy it anew from where the model came from, or search by words alone.", e);
            }
        }

        // The name may change; what is left says how a text becomes a vector.
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join(
            '\n',
            description.Dimensions, description.MaximumTokens, description.BeginToken, description.EndToken, description.PaddingToken,
            description.QueryPrefix, description.PassagePrefix, description.Pooling, description.Output)));
        return new ModelIdentity(description, hash.GetHashAndReset());
    }
}
