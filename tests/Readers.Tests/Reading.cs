using System.Text;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using Xunit;

namespace KnowledgeBase.Readers.Tests;

/// <summary>Reads bytes and expects one material, or one refusal.</summary>
internal static class Reading
{
    public static RawMaterial One(byte[] bytes, string name, ReadLimits? limits = null, string? programPath = null)
    {
        var result = new MaterialReader(programPath).Read(bytes, name, limits);
        Assert.True(result.Refusals.Count == 0, string.Join('\n', result.Refusals.Select(r => r.Reason)));
        var only = Assert.Single(result.Materials);
        Assert.Equal("", only.InnerName);
        AssertSound(only.Material);
        return only.Material;
    }

    public static RawMaterial One(string text, string name) => One(Encoding.UTF8.GetBytes(text), name);

    public static string Refused(byte[] bytes, string name, ReadLimits? limits = null, string? programPath = null)
    {
        var result = new MaterialReader(programPath).Read(bytes, name, limits);
        Assert.Empty(result.Materials);
        return Assert.Single(result.Refusals).Reason;
    }

    /// <summary>The hints as «Kind level: words», for comparing whole.</summary>
    public static string[] Hints(RawMaterial material) =>
        [.. material.Hints.Select(h => $"{h.Kind} {h.Level}: {material.Text[h.Start..h.End]}")];

    private static void AssertSound(RawMaterial material)
    {
        Assert.DoesNotContain('\r', material.Text);
        var last = 0;
        foreach (var hint in material.Hints)
        {
            Assert.InRange(hint.Start, last, hint.End - 1);
            Assert.InRange(hint.End, 1, material.Text.Length);
            last = hint.End;
        }
    }
}
