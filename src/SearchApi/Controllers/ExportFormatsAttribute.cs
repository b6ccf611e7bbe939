using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Export;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>Of a parameter that names the form of an answer: JSON without it, or a file.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class ExportFormatsAttribute : ValidationAttribute
{
    /// <summary>Tells what can be given.</summary>
    public ExportFormatsAttribute()
        : base(() => $"format is one of {string.Join(", ", ExportFormat.All.Select(f => f.Name))}.")
    {
    }

    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null or "" || ExportFormat.Find(value as string) is not null;
}
