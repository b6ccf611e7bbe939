using KnowledgeBase.Access;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.SearchApi.Intake;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Decisions;

/// <summary>How a host takes in what the owner of a library decides.</summary>
public static class DecisionHosting
{
    /// <summary>Adds what corrects materials and changes settings; stands beside <see cref="IntakeHosting.AddIntake"/>.</summary>
    public static void AddDecisions(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<SearchApiOptions>>().Value;
            return new DecisionDesk(
                provider.GetRequiredService<MaterialIntake>(),
                provider.GetRequiredService<IntakeDesk>(),
                provider.GetRequiredService<LiveLibrary>(),
                new StateFolder(options.State),
                options.DecisionWait,
                provider.GetRequiredService<TimeProvider>());
        });
    }
}
