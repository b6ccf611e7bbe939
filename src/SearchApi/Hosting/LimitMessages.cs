using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>Says what a parameter may be by the name that stands in the request, where its attribute says nothing of its own.</summary>
internal sealed class LimitMessages : IValidationMetadataProvider
{
    /// <inheritdoc/>
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var name = context.Attributes.OfType<IModelNameProvider>().FirstOrDefault(a => a.Name is { Length: > 0 })?.Name
            ?? JsonNamingPolicy.CamelCase.ConvertName(context.Key.Name ?? "");
        foreach (var limit in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            var message = limit switch
            {
                RangeAttribute => $"{name} is {{1}} to {{2}}.",
                MaxLengthAttribute => $"{name} is at most {{1}} characters.",
                RequiredAttribute => $"{name} is missing.",
                _ => null,
            };
            if (message is not null && limit is { ErrorMessage: null, ErrorMessageResourceName: null })
            {
                limit.ErrorMessage = message;
            }
        }
    }
}
