using KnowledgeBase.Tests;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KnowledgeBase.Architecture.Tests;

/// <summary>Imports stand in the order that <c>dotnet format</c> gives them, without the minutes that it takes for it.</summary>
public class ImportsTests
{
    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    [InlineData("tools")]
    [InlineData("bench")]
    public void Namespaces_of_the_system_come_first_and_the_others_by_their_names(string folder)
    {
        var files = RepositoryFiles.In(folder).ToList();
        Assert.NotEmpty(files);
        var disorder = new List<string>();
        foreach (var file in files)
        {
            var root = CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetCompilationUnitRoot();
            var names = root.Usings.Where(u => u is { Alias: null, StaticKeyword.RawKind: 0 }).Select(u => u.Name!.ToString()).ToList();
            disorder.AddRange(names.Zip(names.Skip(1)).Where(two => Compare(two.First, two.Second) > 0).Select(two =>
                $"{Path.GetRelativePath(RepositoryRoot.Path, file)}: {two.First} stands before {two.Second}"));
        }

        Assert.Empty(disorder);
    }

    private static int Compare(string one, string other)
    {
        var (first, second) = (one.Split('.'), other.Split('.'));
        if ((first[0] == "System") != (second[0] == "System"))
        {
            return first[0] == "System" ? -1 : 1;
        }

        for (var i = 0; i < Math.Min(first.Length, second.Length); i++)
        {
            var order = string.Compare(first[i], second[i], StringComparison.OrdinalIgnoreCase);
            if (order != 0)
            {
                return order;
            }
        }

        return first.Length - second.Length;
    }
}
