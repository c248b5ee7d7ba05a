module.exports = {
  /**
   * The address of the website, which must be a business domain (业务域名) of the mini-program: https, no port, ASCII only, every
   * redirect on the list too. Without one there is no way to the website.
   */
  site: ''
};
