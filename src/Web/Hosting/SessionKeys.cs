using System.Collections.Concurrent;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using KnowledgeBase.Access;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace KnowledgeBase.Web.Hosting;

/// <summary>
/// The keys by which cookies are sealed, kept in the folder of state, so that a session outlives a restart. Where there is no such folder,
/// or none that can be written, they are kept in memory, and people sign in again after a restart.
/// </summary>
internal sealed class SessionKeys(StateFolder state) : IXmlRepository
{
    private const string Folder = "sessions";

    private readonly ConcurrentQueue<XElement> _inMemory = new();

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        IReadOnlyList<byte[]> kept = [];
        try
        {
            kept = state.IsThere ? state.ReadAll(Folder) : [];
        }
        catch (AccessException)
        {
            // Then what is in memory has to do.
        }

        return [.. kept.Select(Parsed).OfType<XElement>(), .. _inMemory];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        try
        {
            if (state.IsThere)
            {
                var name = string.Concat(friendlyName.Where(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
                state.Keep(Folder, $"{name}.xml", Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)));
                return;
            }
        }
        catch (AccessException)
        {
            // As above.
        }

        _inMemory.Enqueue(element);
    }

    private static XElement? Parsed(byte[] bytes)
    {
        try
        {
            return XElement.Parse(Encoding.UTF8.GetString(bytes));
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
